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
              MOVES_ONLY<unphi::batch> && MOVES_ONLY<unphi::policy> && MOVES_ONLY<unphi::key> &&
              MOVES_ONLY<unphi::reidentified> && MOVES_ONLY<unphi::session> && MOVES_ONLY<unphi::restore_stream>);
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

constexpr std::string_view SECRET = "0123456789abcdef0123456789abcdef";

void policies() {
  CHECK(unphi::policy::named("safe harbour").error().status == UNPHI_STATUS_CONFIGURATION);
  auto lake = unphi::policy::from_toml("name = \"lake\"\n");
  CHECK(lake && lake->name() == "lake" && !lake->needs_key() && !lake->needs_subject_id());
  const auto again = unphi::policy::from_toml(lake->toml());
  CHECK(again && again->fingerprint() == lake->fingerprint() && again->fingerprint().size() == 64);
  const unphi::policy moved = *std::move(lake);
  CHECK(moved.name() == "lake" && lake->name().empty() && lake->toml().empty());
  CHECK(unphi::deidentifier::make(unphi::options().policy(*lake)).error().status == UNPHI_STATUS_NULL_POINTER);

  CHECK(unphi::key::from_bytes("short", 5).error().status == UNPHI_STATUS_KEY);
  CHECK(unphi::key::from_hex("0x").error().status == UNPHI_STATUS_KEY);
  CHECK(unphi::key::from_env("UNPHI_TEST_KEY_THAT_IS_NOT_SET").error().status == UNPHI_STATUS_KEY);
  const auto key = unphi::key::from_bytes(SECRET.data(), SECRET.size());
  CHECK(key && key->id().size() == 4);
  const auto other = unphi::key::from_hex(std::string(64, '7')).value();

  const auto reversible = unphi::policy::named("reversible").value();
  CHECK(reversible.needs_key());
  CHECK(unphi::deidentifier::make(unphi::options().policy(reversible)).error().status == UNPHI_STATUS_KEY);
  const auto deid = unphi::deidentifier::make(unphi::options().policy(reversible).key(*key)).value();
  const auto later =
      unphi::deidentifier::make(unphi::options().policy(reversible).key(other).previous_key(*key)).value();
  const auto tokens = deid.deidentify(NOTE).value();
  const auto back = later.reidentify(tokens.text());
  CHECK(back && back->text() == NOTE && back->opened() == 3 && back->faults().empty());
  const auto cut = deid.reidentify(tokens.text().substr(0, tokens.text().size() - 2));
  CHECK(cut && cut->faults().size() == 1 && cut->faults()[0].fault == UNPHI_FAULT_CUT);
  CHECK(later.reidentify_digits(UNPHI_IDENTIFIER_SSN, "12").error().status == UNPHI_STATUS_INPUT);
  CHECK(later.reidentify_digits(UNPHI_IDENTIFIER_SSN, "219-09-9999")->size() == 11);

  const auto pseudonymize = unphi::policy::named("pseudonymize").value();
  const auto made_up = unphi::deidentifier::make(unphi::options().policy(pseudonymize).key(*key)).value();
  CHECK(made_up.deidentify(NOTE).error().status == UNPHI_STATUS_INPUT);
  const auto one = made_up.deidentify_for("patient 17", NOTE);
  CHECK(one && one->text().find("Alvarez") == std::string_view::npos);
  std::string same;
  CHECK(made_up.for_subject("patient 17")->deidentify_to(NOTE, same) && same == one->text());
}

void conversations() {
  const auto deid = unphi::deidentifier::make().value();
  auto made = unphi::session::make(deid);
  CHECK(made);
  unphi::session session = *std::move(made);
  CHECK(session.deidentify("Mrs. Ruiz was seen by Dr. Rose.")->text() == "Mrs. [NAME_1] was seen by Dr. [NAME_2].");
  CHECK(session.restore("Call Mrs. [NAME_1].").value() == "Call Mrs. Ruiz.");
  CHECK(session.restore("\xff").error().status == UNPHI_STATUS_INVALID_UTF8);
  auto stream = session.stream().value();
  std::string answer;
  for (const std::string_view piece : {"Call Mrs. [NA", "ME_", "1] back."}) answer += stream.push(piece).value();
  answer += stream.finish().value();
  CHECK(answer == "Call Mrs. Ruiz back.");
  const unphi::session moved = std::move(session);
  CHECK(!session.restore("a") && moved.restore("a").value() == "a");
}

void places() {
  const auto deid = unphi::deidentifier::make().value();
  const auto out = deid.deidentify("MRN: 00482913, afebrile").value();
  CHECK(*out.to_output({15, 23}) == (unphi::range{12, 20}) && *out.to_original({12, 20}) == (unphi::range{15, 23}));
  CHECK(*out.to_output({7, 9}) == (unphi::range{5, 10}) && *out.to_output({7, 9}) != (unphi::range{5, 9}));
  CHECK(out.to_output({2, 1}).error().status == UNPHI_STATUS_INVALID_LENGTH);
  CHECK(out.replacements().size() == 1 && out.replacements()[0].output_end == 10);
}

} // namespace

int main() {
  outputs();
  sinks();
  batches();
  settings();
  policies();
  conversations();
  places();
  CHECK(status_from_another_file() == UNPHI_STATUS_OK);
  CHECK(unphi_handle_count() == 0);
  return EXIT_SUCCESS;
}
