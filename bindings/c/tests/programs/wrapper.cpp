// unphi.hpp: owners that move and do not copy, results that say why, sinks that throw.
#include <stdexcept>
#include <type_traits>

#include <unphi.hpp>

#include "check.h"

// The headers may be read again, and by more than one file of a program.
#include <unphi.h>
#include <unphi.hpp>

unphi_status status_from_another_file();

namespace {

constexpr std::string_view NOTE = "MRN: 00482913, seen 03/14/2024 by Dr. Alvarez.";
constexpr std::string_view CLEAN = "MRN: [MRN], seen 2024 by Dr. [NAME].";

template <class T> constexpr bool MOVES_ONLY =
    std::is_nothrow_move_constructible_v<T> && std::is_move_assignable_v<T> && !std::is_copy_constructible_v<T> &&
    !std::is_copy_assignable_v<T>;
static_assert(MOVES_ONLY<unphi::deidentifier> && MOVES_ONLY<unphi::result> && MOVES_ONLY<unphi::detection> &&
              MOVES_ONLY<unphi::batch>);
static_assert(!std::is_copy_constructible_v<unphi::options>);

void outputs() {
  auto made = unphi::deidentifier::make();
  CHECK(made);
  const unphi::deidentifier deid = *std::move(made);

  auto out = deid.deidentify(NOTE);
  CHECK(out && out->text() == CLEAN);
  CHECK(out->spans().size() == 3 && out->spans()[0].start == 5);
  CHECK(unphi::name(out->spans()[0].identifier) == "mrn" && out->kind(2) == "person" && !out->rule(0).empty());
  CHECK(out->evidence(0).find("label") == 0 && out->kind(3).empty() && out->evidence(3).empty());
  std::size_t walked = 0;
  for (const unphi_span &span : out->spans()) walked += span.end - span.start;
  CHECK(walked == 8 + 10 + 7);

  // Views hold while the owner moves; the one that was moved from is empty.
  const std::string_view view = out->text();
  const unphi::result moved = *std::move(out);
  CHECK(view == CLEAN && moved.text().data() == view.data());
  CHECK(out->text().empty() && out->spans().empty());

  const auto found = deid.detect(NOTE);
  CHECK(found && found->spans().size() == 3);

  std::string buffer;
  CHECK(deid.deidentify_to(NOTE, buffer) && buffer == CLEAN);
  const std::string many(4000, 'a');
  std::string names;
  for (int i = 0; i < 400; i++) names += "Dr. Wu, ";
  CHECK(deid.deidentify_to(names, buffer) && buffer.size() > names.size());
  CHECK(deid.deidentify_to(many, buffer) && buffer == many);
  CHECK(deid.deidentify_to({}, buffer) && buffer.empty());
  CHECK(!deid.deidentify_to("\xff", buffer) && buffer.empty());

  const auto failed = deid.deidentify("ok \xff");
  CHECK(!failed && failed.error().status == UNPHI_STATUS_INVALID_UTF8);
  CHECK(failed.error().message.find("byte 3") != std::string::npos);
  bool thrown = false;
  try {
    (void)failed.value();
  } catch (const unphi::exception &why) {
    thrown = why.status() == UNPHI_STATUS_INVALID_UTF8;
  }
  CHECK(thrown);
}

void sinks() {
  const auto deid = unphi::deidentifier::make().value();
  std::string all;
  CHECK(deid.deidentify_write(NOTE, [&](std::string_view piece) { all += piece; }) && all == CLEAN);
  const auto stopped = deid.deidentify_write(NOTE, [](std::string_view) { return false; });
  CHECK(!stopped && stopped.error().status == UNPHI_STATUS_STOPPED);
  bool thrown = false;
  try {
    (void)deid.deidentify_write(NOTE, [](std::string_view) { throw std::runtime_error("disk full"); });
  } catch (const std::runtime_error &why) {
    thrown = std::string_view(why.what()) == "disk full";
  }
  CHECK(thrown);
}

void batches() {
  const auto deid = unphi::deidentifier::make().value();
  const std::vector<std::string> texts = {std::string(NOTE), "bad \xff", "SSN 219-09-9999"};
  auto batch = deid.deidentify_batch(texts);
  CHECK(batch && batch->size() == 3 && batch->failures() == 1);
  CHECK(*batch->text(0) == CLEAN);
  CHECK(batch->text(1).error().status == UNPHI_STATUS_INVALID_UTF8 && !batch->at(1));
  auto third = batch->at(2);
  batch = unphi::failure{UNPHI_STATUS_STOPPED, "dropped"};
  CHECK(third->text() == "SSN [SSN]" && third->spans().size() == 1);
}

void settings() {
  const unphi::options good = std::move(unphi::options().deny("Project Falcon").min_confidence(0.4F));
  const auto deid = unphi::deidentifier::make(good);
  CHECK(deid && deid->deidentify("in project falcon")->text() == "in [OTHER]");
  const auto bad = unphi::deidentifier::make(unphi::options().deny("\xff").min_confidence(0.5F));
  CHECK(!bad && bad.error().status == UNPHI_STATUS_INVALID_UTF8);
  const auto wrong = unphi::deidentifier::make(unphi::options().min_confidence(-1.0F));
  CHECK(!wrong && wrong.error().status == UNPHI_STATUS_CONFIGURATION);

  const unphi::subject will = std::move(unphi::subject().add(UNPHI_FACT_NAME, "Will Dzurisin").add_id(UNPHI_IDENTIFIER_MRN, "00482913"));
  CHECK(deid->with(will)->deidentify("WILL DZURISIN, 482913")->text() == "[NAME], [MRN]");
  CHECK(unphi::deidentifier::make(unphi::options().know(will))->deidentify("dzurisin, will")->text() == "[NAME]");
  CHECK(deid->with(unphi::subject().add(UNPHI_FACT_NAME, "\xff")).error().status == UNPHI_STATUS_INVALID_UTF8);

  unphi::options first;
  const unphi::options second = std::move(first);
  CHECK(!unphi::deidentifier::make(first) && unphi::deidentifier::make(second));
}

} // namespace

int main() {
  outputs();
  sinks();
  batches();
  settings();
  CHECK(status_from_another_file() == UNPHI_STATUS_OK);
  CHECK(unphi_handle_count() == 0);
  return EXIT_SUCCESS;
}
