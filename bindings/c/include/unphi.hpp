// unphi for C++17: unphi.h with owners that free what they hold, std::string_view, and results instead of status codes.
//
//     auto deid = unphi::deidentifier::make();
//     if (!deid) return fail(deid.error().message);
//     auto out = deid->deidentify("MRN: 00482913, seen today");
//     if (out) std::cout << out->text();                              // MRN: [MRN], seen today
//
// Owners (options, policy, key, subject, deidentifier, result, detection, batch, reidentified, session, restore_stream) can be
// moved and not copied. A moved-from owner is empty: calls on it fail with UNPHI_STATUS_NULL_POINTER. Const members may be called
// by any number of threads at the same time. Views (text(), spans(), kind(), rule(), faults()) are valid while their owner lives,
// whether or not it is moved. Nothing here throws but value(), and std::bad_alloc where memory runs out.

#ifndef UNPHI_HPP
#define UNPHI_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "unphi.h"

namespace unphi {

/// Why a call failed. The message holds nothing of a document.
struct failure {
  unphi_status status;
  std::string message;
};

/// What expected::value() throws when there is no value.
class exception : public std::runtime_error {
public:
  explicit exception(const failure &why) : std::runtime_error(why.message), status_(why.status) {}
  unphi_status status() const noexcept { return status_; }

private:
  unphi_status status_;
};

/// A value, or why there is none: as much of C++23's std::expected<T, failure> as is needed here.
template <class T> class [[nodiscard]] expected {
public:
  expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  expected(failure why) : state_(std::in_place_index<1>, std::move(why)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value; there must be one.
  T &operator*() & noexcept { return *std::get_if<0>(&state_); }
  const T &operator*() const & noexcept { return *std::get_if<0>(&state_); }
  T &&operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T *operator->() noexcept { return std::get_if<0>(&state_); }
  const T *operator->() const noexcept { return std::get_if<0>(&state_); }

  /// The value, or an unphi::exception.
  T &value() & { return require(), **this; }
  const T &value() const & { return require(), **this; }
  T &&value() && { return require(), std::move(**this); }

  /// Why there is no value; there must be none.
  const failure &error() const noexcept { return *std::get_if<1>(&state_); }

private:
  void require() const {
    if (!has_value()) {
#if defined(__cpp_exceptions)
      throw exception(error());
#else
      std::abort();
#endif
    }
  }

  std::variant<T, failure> state_;
};

/// Success, or why not.
template <> class [[nodiscard]] expected<void> {
public:
  expected() = default;
  expected(failure why) : state_(std::move(why)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// Nothing, or an unphi::exception.
  void value() const {
    if (!has_value()) {
#if defined(__cpp_exceptions)
      throw exception(error());
#else
      std::abort();
#endif
    }
  }

  /// Why it failed; it must have.
  const failure &error() const noexcept { return *std::get_if<1>(&state_); }

private:
  std::variant<std::monostate, failure> state_;
};

namespace detail {

template <class T, unphi_status (*Free)(T *)> struct freer {
  void operator()(T *handle) const noexcept { Free(handle); }
};

template <class T, unphi_status (*Free)(T *)> using owner = std::unique_ptr<T, freer<T, Free>>;

inline failure last_failure(unphi_status status) { return failure{status, unphi_last_error()}; }

inline expected<void> check(unphi_status status) {
  if (status == UNPHI_STATUS_OK) return {};
  return last_failure(status);
}

/// Asks for a text until the buffer is large enough: `ask(buffer, capacity, &needed)`.
template <class Ask> unphi_status fill(std::string &out, std::size_t guess, Ask ask) {
  std::size_t needed = guess;
  unphi_status status = UNPHI_STATUS_OK;
  do {
    out.resize(needed);
    status = ask(out.data(), out.size(), &needed);
  } while (status == UNPHI_STATUS_BUFFER_TOO_SMALL);
  out.resize(status == UNPHI_STATUS_OK ? needed : 0);
  return status;
}

} // namespace detail

/// The name of an identifier, such as `health_plan`.
inline std::string_view name(unphi_identifier identifier) noexcept { return unphi_identifier_name(identifier); }

/// An array that its owner lends, to be walked through or indexed.
template <class T> class list {
public:
  list() = default;
  list(const T *first, std::size_t count) noexcept : first_(first), count_(count) {}

  const T *begin() const noexcept { return first_; }
  const T *end() const noexcept { return first_ + count_; }
  std::size_t size() const noexcept { return count_; }
  bool empty() const noexcept { return count_ == 0; }
  const T &operator[](std::size_t index) const noexcept { return first_[index]; }

private:
  const T *first_ = nullptr;
  std::size_t count_ = 0;
};

/// The spans of a text.
using span_list = list<unphi_span>;

/// Bytes from `start` up to `end`.
struct range {
  std::size_t start;
  std::size_t end;
};

inline bool operator==(range one, range other) noexcept { return one.start == other.start && one.end == other.end; }
inline bool operator!=(range one, range other) noexcept { return !(one == other); }

/// What was found in a text.
class detection {
public:
  /// By their place in the text, none overlapping another; offsets are bytes. Empty for a moved-from owner.
  span_list spans() const noexcept {
    const unphi_span *first = nullptr;
    std::size_t count = 0;
    unphi_result_spans(handle_.get(), &first, &count);
    return {first, count};
  }

  /// The finer kind of a span, such as `zip`; empty where there is no such span.
  std::string_view kind(std::size_t index) const noexcept { return word(unphi_result_span_kind, index); }

  /// The rule that found a span, such as `ssn.labelled`; empty where there is no such span.
  std::string_view rule(std::size_t index) const noexcept { return word(unphi_result_span_rule, index); }

  /// The names of the observations that decided a span, separated by spaces; empty where there is no such span.
  std::string evidence(std::size_t index) const {
    std::size_t needed = 0;
    unphi_result_span_evidence(handle_.get(), index, nullptr, 0, &needed);
    std::string names(needed, ' ');
    unphi_result_span_evidence(handle_.get(), index, names.data(), names.size(), &needed);
    return names;
  }

  const unphi_result *get() const noexcept { return handle_.get(); }

protected:
  friend class deidentifier;
  explicit detection(unphi_result *handle) noexcept : handle_(handle) {}

private:
  template <class Ask> std::string_view word(Ask ask, std::size_t index) const noexcept {
    const char *data = "";
    std::size_t len = 0;
    ask(handle_.get(), index, &data, &len);
    return {data, len};
  }

  detail::owner<unphi_result, unphi_result_free> handle_;
};

/// A text without its identifiers, and what was found there.
class result : public detection {
public:
  /// The text with every identifier replaced; empty for a moved-from owner.
  std::string_view text() const noexcept {
    const char *data = "";
    std::size_t len = 0;
    unphi_result_text(get(), &data, &len);
    return {data, len};
  }

  /// What was replaced and by what, in order; empty for a moved-from owner.
  list<unphi_replacement> replacements() const noexcept {
    const unphi_replacement *first = nullptr;
    std::size_t count = 0;
    unphi_result_replacements(get(), &first, &count);
    return {first, count};
  }

  /// The range of text() that `original`, a range of the text that was given, became; all of a replacement that it touches.
  expected<range> to_output(range original) const {
    range output{0, 0};
    const unphi_status status = unphi_result_to_output(get(), original.start, original.end, &output.start, &output.end);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return output;
  }

  /// The range of the text that was given that `output`, a range of text(), came from.
  expected<range> to_original(range output) const {
    range original{0, 0};
    const unphi_status status = unphi_result_to_original(get(), output.start, output.end, &original.start, &original.end);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return original;
  }

private:
  friend class batch;
  friend class deidentifier;
  friend class session;
  using detection::detection;
};

/// The outcomes of many texts, in their order.
class batch {
public:
  std::size_t size() const noexcept { return number(unphi_batch_count); }

  /// How many texts failed and are withheld.
  std::size_t failures() const noexcept { return number(unphi_batch_failures); }

  /// The output for the text at `index`, or why it is withheld.
  expected<std::string_view> text(std::size_t index) const {
    const char *data = "";
    std::size_t len = 0;
    const unphi_status status = unphi_batch_text(handle_.get(), index, &data, &len);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return std::string_view(data, len);
  }

  /// The same with its spans; it outlives the batch.
  expected<result> at(std::size_t index) const {
    unphi_result *handle = nullptr;
    const unphi_status status = unphi_batch_result(handle_.get(), index, &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return result(handle);
  }

  const unphi_batch *get() const noexcept { return handle_.get(); }

private:
  friend class deidentifier;
  explicit batch(unphi_batch *handle) noexcept : handle_(handle) {}

  template <class Ask> std::size_t number(Ask ask) const noexcept {
    std::size_t count = 0;
    ask(handle_.get(), &count);
    return count;
  }

  detail::owner<unphi_batch, unphi_batch_free> handle_;
};

/// What is done to each identifier.
class policy {
public:
  /// A built-in one: `safe-harbor`, `limited-data-set`, `pseudonymize` or `reversible`.
  static expected<policy> named(std::string_view name) { return make(unphi_policy_named, name); }

  /// The text of a policy file.
  static expected<policy> from_toml(std::string_view toml) { return make(unphi_policy_from_toml, toml); }

  std::string_view name() const noexcept {
    const char *data = "";
    std::size_t len = 0;
    unphi_policy_name(handle_.get(), &data, &len);
    return {data, len};
  }

  /// In full, as a file; empty for a moved-from owner.
  std::string toml() const { return text(unphi_policy_toml); }

  /// 64 hexadecimal digits that name exactly this policy.
  std::string fingerprint() const { return text(unphi_policy_fingerprint); }

  /// Whether an engine with it must have a key.
  bool needs_key() const noexcept { return needs().first; }

  /// Whether each text must say whom it is about.
  bool needs_subject_id() const noexcept { return needs().second; }

  const unphi_policy *get() const noexcept { return handle_.get(); }

private:
  explicit policy(unphi_policy *handle) noexcept : handle_(handle) {}

  template <class Read> static expected<policy> make(Read read, std::string_view text) {
    unphi_policy *handle = nullptr;
    const unphi_status status = read(text.data(), text.size(), &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return policy(handle);
  }

  template <class Ask> std::string text(Ask ask) const {
    std::string out;
    detail::fill(out, 64, [&](char *data, std::size_t size, std::size_t *needed) {
      return ask(handle_.get(), data, size, needed);
    });
    return out;
  }

  std::pair<bool, bool> needs() const noexcept {
    std::uint32_t needs_key = 0, needs_subject_id = 0;
    unphi_policy_needs(handle_.get(), &needs_key, &needs_subject_id);
    return {needs_key != 0, needs_subject_id != 0};
  }

  detail::owner<unphi_policy, unphi_policy_free> handle_;
};

/// A secret key; it is wiped when its owner ends.
class key {
public:
  /// At least 32 random bytes, which are copied: wipe yours.
  static expected<key> from_bytes(const void *data, std::size_t size) { return make(unphi_key_from_bytes, data, size); }

  /// At least 64 hexadecimal digits.
  static expected<key> from_hex(std::string_view digits) {
    return make(unphi_key_from_hex, digits.data(), digits.size());
  }

  /// The hexadecimal digits in an environment variable.
  static expected<key> from_env(std::string_view name = "UNPHI_KEY") {
    return make(unphi_key_from_env, name.data(), name.size());
  }

  /// Four letters or digits that name it and are no secret; empty for a moved-from owner.
  std::string id() const {
    std::string out;
    detail::fill(out, 4, [&](char *data, std::size_t size, std::size_t *needed) {
      return unphi_key_id(handle_.get(), data, size, needed);
    });
    return out;
  }

  const unphi_key *get() const noexcept { return handle_.get(); }

private:
  explicit key(unphi_key *handle) noexcept : handle_(handle) {}

  template <class Read, class Data> static expected<key> make(Read read, Data data, std::size_t size) {
    unphi_key *handle = nullptr;
    const unphi_status status = read(data, size, &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return key(handle);
  }

  detail::owner<unphi_key, unphi_key_free> handle_;
};

/// What is known of one person. Setters can be chained; the first that fails is reported where the subject is used.
class subject {
public:
  subject() {
    unphi_subject *handle = nullptr;
    note(unphi_subject_new(&handle));
    handle_.reset(handle);
  }

  /// A fact; an empty value is passed over.
  subject &add(unphi_fact fact, std::string_view value) {
    return note(unphi_subject_add(handle_.get(), fact, value.data(), value.size()));
  }

  /// A number or code, and which of the 18 identifiers it is.
  subject &add_id(unphi_identifier identifier, std::string_view value) {
    return note(unphi_subject_add_id(handle_.get(), identifier, value.data(), value.size()));
  }

  const unphi_subject *get() const noexcept { return handle_.get(); }

private:
  friend class deidentifier;
  friend class options;

  subject &note(unphi_status status) {
    if (status != UNPHI_STATUS_OK && first_) first_ = detail::last_failure(status);
    return *this;
  }

  detail::owner<unphi_subject, unphi_subject_free> handle_;
  expected<void> first_;
};

/// Settings of an engine. Setters can be chained; the first that fails is reported by deidentifier::make().
class options {
public:
  options() {
    unphi_options *handle = nullptr;
    note(unphi_options_new(&handle));
    handle_.reset(handle);
  }

  /// The confidence below which a finding is left in the text: above 0, at most 1.
  options &min_confidence(float confidence) {
    return note(unphi_options_set_min_confidence(handle_.get(), confidence));
  }

  /// Recognizers of your own: the text of a rules file in TOML.
  options &rules(std::string_view toml) {
    return note(unphi_options_set_rules(handle_.get(), toml.data(), toml.size()));
  }

  /// A text that is never an identifier where it is all of a finding.
  options &allow(std::string_view text) {
    return note(unphi_options_add_allow(handle_.get(), text.data(), text.size()));
  }

  /// A text that is removed wherever it stands as whole words.
  options &deny(std::string_view text) {
    return note(unphi_options_add_deny(handle_.get(), text.data(), text.size()));
  }

  /// What is done to each identifier; Safe Harbor unless you set it.
  options &policy(const unphi::policy &what) { return note(unphi_options_set_policy(handle_.get(), what.get())); }

  /// What pseudonyms, hashes, shifts and tokens are derived from.
  options &key(const unphi::key &secret) { return note(unphi_options_set_key(handle_.get(), secret.get())); }

  /// A key that was used before: its tokens can still be opened.
  options &previous_key(const unphi::key &secret) {
    return note(unphi_options_add_previous_key(handle_.get(), secret.get()));
  }

  /// A person whom all texts may mention.
  options &know(const subject &person) {
    if (!person.first_ && first_) first_ = person.first_;
    return note(unphi_options_add_subject(handle_.get(), person.get()));
  }

  const unphi_options *get() const noexcept { return handle_.get(); }

private:
  friend class deidentifier;

  options &note(unphi_status status) {
    if (status != UNPHI_STATUS_OK && first_) first_ = detail::last_failure(status);
    return *this;
  }

  detail::owner<unphi_options, unphi_options_free> handle_;
  expected<void> first_;
};

/// A text whose tokens were opened, and those that could not be.
class reidentified {
public:
  /// The text with every token that could be opened replaced by its original; empty for a moved-from owner.
  std::string_view text() const noexcept {
    const char *data = "";
    std::size_t len = 0;
    unphi_reidentified_text(handle_.get(), &data, &len);
    return {data, len};
  }

  /// How many tokens were opened.
  std::size_t opened() const noexcept {
    std::size_t count = 0;
    unphi_reidentified_opened(handle_.get(), &count);
    return count;
  }

  /// The tokens that stand as they stood, and why.
  list<unphi_token_fault> faults() const noexcept {
    const unphi_token_fault *first = nullptr;
    std::size_t count = 0;
    unphi_reidentified_faults(handle_.get(), &first, &count);
    return {first, count};
  }

  const unphi_reidentified *get() const noexcept { return handle_.get(); }

private:
  friend class deidentifier;
  explicit reidentified(unphi_reidentified *handle) noexcept : handle_(handle) {}

  detail::owner<unphi_reidentified, unphi_reidentified_free> handle_;
};

/// The engine.
class deidentifier {
public:
  /// All 18 identifiers, the Safe Harbor policy.
  static expected<deidentifier> make() { return make(nullptr); }

  /// With settings of your own.
  static expected<deidentifier> make(const options &settings) {
    if (!settings.first_) return settings.first_.error();
    if (settings.get() == nullptr) return failure{UNPHI_STATUS_NULL_POINTER, "the options were moved from"};
    return make(settings.get());
  }

  /// An engine that also knows a person; it shares all else, so that each document may bring its own.
  expected<deidentifier> with(const subject &person) const {
    if (!person.first_) return person.first_.error();
    const unphi_subject *known = person.get();
    unphi_deidentifier *handle = nullptr;
    const unphi_status status = unphi_deidentifier_with_subjects(handle_.get(), &known, 1, &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return deidentifier(handle);
  }

  /// An engine for the texts about the person whom you call `subject_id`, for the calls that do not take one.
  expected<deidentifier> for_subject(std::string_view subject_id) const {
    unphi_deidentifier *handle = nullptr;
    const unphi_status status =
        unphi_deidentifier_with_subject_id(handle_.get(), subject_id.data(), subject_id.size(), &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return deidentifier(handle);
  }

  /// Replaces every identifier of a text about the person whom you call `subject_id`.
  expected<result> deidentify_for(std::string_view subject_id, std::string_view text) const {
    unphi_result *out = nullptr;
    const unphi_status status = unphi_deidentify_for(handle_.get(), subject_id.data(), subject_id.size(), text.data(),
                                                     text.size(), &out);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return result(out);
  }

  /// Opens the encrypted tokens of a text, wherever they stand.
  expected<reidentified> reidentify(std::string_view text) const {
    unphi_reidentified *out = nullptr;
    const unphi_status status = unphi_reidentify(handle_.get(), text.data(), text.size(), &out);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return reidentified(out);
  }

  /// The number that `encrypt-digits` of a policy turned into `number`. One that was never encrypted gives another, wrong one.
  expected<std::string> reidentify_digits(unphi_identifier identifier, std::string_view number) const {
    std::string original;
    const auto ask = [&](char *data, std::size_t size, std::size_t *needed) {
      return unphi_reidentify_digits(handle_.get(), identifier, number.data(), number.size(), data, size, needed);
    };
    const unphi_status status = detail::fill(original, number.size(), ask);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return original;
  }

  /// Replaces every identifier of a text.
  expected<result> deidentify(std::string_view text) const {
    unphi_result *out = nullptr;
    const unphi_status status = unphi_deidentify(handle_.get(), text.data(), text.size(), &out);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return result(out);
  }

  /// Finds the identifiers of a text.
  expected<detection> detect(std::string_view text) const {
    unphi_result *out = nullptr;
    const unphi_status status = unphi_detect(handle_.get(), text.data(), text.size(), &out);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return detection(out);
  }

  /// Replaces every identifier of a text and makes `out` the output; a string that is used again is not allocated again. The
  /// text must not lie in `out`.
  /// On failure it is empty.
  expected<void> deidentify_to(std::string_view text, std::string &out) const {
    // Room for the tags of a text that has many; the second call is rare.
    const std::size_t guess = text.size() + text.size() / 8 + 64;
    return detail::check(detail::fill(out, guess, [&](char *data, std::size_t size, std::size_t *needed) {
      return unphi_deidentify_to(handle_.get(), text.data(), text.size(), data, size, needed);
    }));
  }

  /// Replaces every identifier of a text and hands the output to `sink`, piece by piece: `void(std::string_view)`, or `bool`,
  /// where false stops. An exception of the sink comes out of this call.
  template <class Sink> expected<void> deidentify_write(std::string_view text, Sink &&sink) const {
    struct state {
      std::remove_reference_t<Sink> *sink;
#if defined(__cpp_exceptions)
      std::exception_ptr thrown;
#endif
    } state{};
    state.sink = &sink;
    const auto write = [](void *context, const char *data, std::size_t len) -> int {
      auto *self = static_cast<struct state *>(context);
#if defined(__cpp_exceptions)
      try {
        return hand(*self->sink, std::string_view(data, len));
      } catch (...) {
        self->thrown = std::current_exception();
        return 1;
      }
#else
      return hand(*self->sink, std::string_view(data, len));
#endif
    };
    const unphi_status status = unphi_deidentify_write(handle_.get(), text.data(), text.size(), write, &state);
#if defined(__cpp_exceptions)
    if (state.thrown) std::rethrow_exception(state.thrown);
#endif
    return detail::check(status);
  }

  /// Replaces every identifier of many texts: any range of what turns into std::string_view.
  template <class Texts> expected<batch> deidentify_batch(const Texts &texts) const {
    std::vector<unphi_slice> slices;
    for (const auto &each : texts) {
      const std::string_view text(each);
      slices.push_back(unphi_slice{text.data(), text.size()});
    }
    unphi_batch *out = nullptr;
    const unphi_status status = unphi_deidentify_batch(handle_.get(), slices.data(), slices.size(), &out);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return batch(out);
  }

  const unphi_deidentifier *get() const noexcept { return handle_.get(); }

private:
  explicit deidentifier(unphi_deidentifier *handle) noexcept : handle_(handle) {}

  static expected<deidentifier> make(const unphi_options *settings) {
    if (unphi_abi_version() != UNPHI_ABI_VERSION) {
      return failure{UNPHI_STATUS_CONFIGURATION, "libunphi is of another version than unphi.h"};
    }
    unphi_deidentifier *handle = nullptr;
    const unphi_status status = unphi_deidentifier_new(settings, &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return deidentifier(handle);
  }

  template <class Sink> static int hand(Sink &sink, std::string_view piece) {
    if constexpr (std::is_void_v<decltype(sink(piece))>) {
      sink(piece);
      return 0;
    } else {
      return sink(piece) ? 0 : 1;
    }
  }

  detail::owner<unphi_deidentifier, unphi_deidentifier_free> handle_;
};

/// An answer that is restored as it comes, in pieces.
class restore_stream {
public:
  /// Takes the next piece and gives what is sure by now, valid until the next call.
  expected<std::string_view> push(std::string_view piece) {
    const char *data = "";
    std::size_t len = 0;
    const unphi_status status = unphi_restore_stream_push(handle_.get(), piece.data(), piece.size(), &data, &len);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return std::string_view(data, len);
  }

  /// Ends the answer and gives what was held back, valid until the next call. The stream may be used for another answer.
  expected<std::string_view> finish() {
    const char *data = "";
    std::size_t len = 0;
    const unphi_status status = unphi_restore_stream_finish(handle_.get(), &data, &len);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return std::string_view(data, len);
  }

  const unphi_restore_stream *get() const noexcept { return handle_.get(); }

private:
  friend class session;
  explicit restore_stream(unphi_restore_stream *handle) noexcept : handle_(handle) {}

  detail::owner<unphi_restore_stream, unphi_restore_stream_free> handle_;
};

/// A conversation: the same person has the same replacement in all of its messages, and the originals can be put into the
/// answers. It holds them in memory and forgets them with its owner.
class session {
public:
  /// With the settings of an engine.
  static expected<session> make(const deidentifier &engine) {
    unphi_session *handle = nullptr;
    const unphi_status status = unphi_session_new(engine.get(), &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return session(handle);
  }

  /// Replaces every identifier of a message.
  expected<result> deidentify(std::string_view text) {
    unphi_result *out = nullptr;
    const unphi_status status = unphi_session_deidentify(handle_.get(), text.data(), text.size(), &out);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return result(out);
  }

  /// An answer with the originals in the place of this conversation's replacements.
  expected<std::string> restore(std::string_view answer) const {
    std::string out;
    const auto ask = [&](char *data, std::size_t size, std::size_t *needed) {
      return unphi_session_restore(handle_.get(), answer.data(), answer.size(), data, size, needed);
    };
    const unphi_status status = detail::fill(out, answer.size() + answer.size() / 4 + 64, ask);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return out;
  }

  /// Restores an answer that comes in pieces.
  expected<restore_stream> stream() const {
    unphi_restore_stream *handle = nullptr;
    const unphi_status status = unphi_restore_stream_new(handle_.get(), &handle);
    if (status != UNPHI_STATUS_OK) return detail::last_failure(status);
    return restore_stream(handle);
  }

  const unphi_session *get() const noexcept { return handle_.get(); }

private:
  explicit session(unphi_session *handle) noexcept : handle_(handle) {}

  detail::owner<unphi_session, unphi_session_free> handle_;
};

} // namespace unphi

#endif // UNPHI_HPP
