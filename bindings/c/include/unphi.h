/*
 * unphi: removes the 18 HIPAA Safe Harbor identifiers from clinical text.
 *
 *     unphi_deidentifier *deid = NULL;
 *     unphi_result *result = NULL;
 *     const char *text;
 *     size_t len;
 *     if (unphi_deidentifier_new(NULL, &deid) == UNPHI_STATUS_OK &&
 *         unphi_deidentify(deid, note, strlen(note), &result) == UNPHI_STATUS_OK &&
 *         unphi_result_text(result, &text, &len) == UNPHI_STATUS_OK)
 *         fwrite(text, 1, len, stdout);
 *     else
 *         fprintf(stderr, "%s\n", unphi_last_error());
 *     unphi_result_free(result);
 *     unphi_deidentifier_free(deid);
 *
 * Status.     Every call that can fail returns a unphi_status, and unphi_last_error() says why in words that hold nothing of a
 *             document. A call does all or nothing: outputs are written when it returns UNPHI_STATUS_OK and stay as they were
 *             otherwise; an exception says so.
 * Texts       are a pointer and a length in bytes, are UTF-8 and need no NUL at their end; NULL is a text when its length is 0.
 *             They are borrowed for the call and never changed. Offsets are bytes.
 * Handles     (unphi_options, unphi_policy, unphi_key, unphi_subject, unphi_deidentifier, unphi_result, unphi_batch,
 *             unphi_reidentified, unphi_session, unphi_restore_stream) belong to you until you free each with its own _free.
 *             They are numbers and no addresses. NULL, a handle that was freed, one of another type and a made-up value are all
 *             told apart from a good one and give a status. On 64-bit machines no handle is ever given out twice.
 * In place    means memory of the handle: valid, and the same, until the handle is freed.
 * Threads     may share every handle for reading, that is wherever a function takes it as const. Calls that take it otherwise
 *             must have it for themselves; overlapping ones get UNPHI_STATUS_HANDLE_IN_USE and never wait. The library starts no
 *             thread and keeps some buffers for each thread that calls it.
 * Other       memory (texts, outputs, buffers) is not checked: what you pass must be readable or writable as its function says.
 * Faults      in the library do not cross into your code: they are caught, become UNPHI_STATUS_PANIC, and the handle of that
 *             call is poisoned. Running out of memory ends the process.
 */

#ifndef UNPHI_H
#define UNPHI_H

/* Written by `cargo xtask header` from bindings/c/src. Do not edit. */

#include <stddef.h>
#include <stdint.h>

/** The version of this header. The library's is `unphi_version()`. */
#define UNPHI_VERSION "0.1.0"

/**
 * The version of the binary interface that this header describes. It goes up when something that was there changes or goes;
 * what is added does not change it.
 */
#define UNPHI_ABI_VERSION 1

/**
 * How a call went. Numbers are never changed or used again for something else; later versions may add some.
 */
enum unphi_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Done; every output is written.
   */
  UNPHI_STATUS_OK = 0,
  /**
   * A handle, an output or a text that has a length is `NULL`.
   */
  UNPHI_STATUS_NULL_POINTER = 1,
  /**
   * The handle was freed, is of another type, or never came from this library.
   */
  UNPHI_STATUS_INVALID_HANDLE = 2,
  /**
   * Another call, on this thread or another, is using the handle, and the two must not overlap.
   */
  UNPHI_STATUS_HANDLE_IN_USE = 3,
  /**
   * An earlier call on the handle ended in `UNPHI_STATUS_PANIC`; all that it is good for is to be freed.
   */
  UNPHI_STATUS_HANDLE_POISONED = 4,
  /**
   * The process holds more handles than there can be.
   */
  UNPHI_STATUS_TOO_MANY_HANDLES = 5,
  /**
   * The text is not UTF-8. The message says at which byte.
   */
  UNPHI_STATUS_INVALID_UTF8 = 6,
  /**
   * A length or a count is larger than memory can be.
   */
  UNPHI_STATUS_INVALID_LENGTH = 7,
  /**
   * There is no such item or span.
   */
  UNPHI_STATUS_INDEX_OUT_OF_RANGE = 8,
  /**
   * An option or a rule is wrong. The message says which, and how to mend it.
   */
  UNPHI_STATUS_CONFIGURATION = 9,
  /**
   * The text cannot be processed; nothing of it is given out.
   */
  UNPHI_STATUS_INPUT = 10,
  /**
   * The buffer is too small and was left as it was. The length that is needed is written all the same.
   */
  UNPHI_STATUS_BUFFER_TOO_SMALL = 11,
  /**
   * The result comes from `unphi_detect`, which writes no text.
   */
  UNPHI_STATUS_NO_TEXT = 12,
  /**
   * Your callback returned something other than 0.
   */
  UNPHI_STATUS_STOPPED = 13,
  /**
   * A fault in this library. It was caught, nothing of the text is given out, and the handle is poisoned. Please report it.
   */
  UNPHI_STATUS_PANIC = 14,
  /**
   * A key is missing, too short, or written wrongly.
   */
  UNPHI_STATUS_KEY = 15,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum unphi_status unphi_status;
#else
typedef uint32_t unphi_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The 18 identifiers of 45 CFR 164.514(b)(2)(i), in the order of its paragraphs (A) to (R).
 */
enum unphi_identifier
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * (A) Names of persons; employers, schools and congregations.
   */
  UNPHI_IDENTIFIER_NAME = 0,
  /**
   * (B) Geographic subdivisions smaller than a state.
   */
  UNPHI_IDENTIFIER_GEOGRAPHIC = 1,
  /**
   * (C) Elements of dates finer than a year, and ages over 89.
   */
  UNPHI_IDENTIFIER_DATE = 2,
  /**
   * (D) Telephone and pager numbers.
   */
  UNPHI_IDENTIFIER_PHONE = 3,
  /**
   * (E) Fax numbers.
   */
  UNPHI_IDENTIFIER_FAX = 4,
  /**
   * (F) E-mail addresses.
   */
  UNPHI_IDENTIFIER_EMAIL = 5,
  /**
   * (G) Social Security numbers.
   */
  UNPHI_IDENTIFIER_SSN = 6,
  /**
   * (H) Medical record numbers.
   */
  UNPHI_IDENTIFIER_MRN = 7,
  /**
   * (I) Health plan beneficiary numbers.
   */
  UNPHI_IDENTIFIER_HEALTH_PLAN = 8,
  /**
   * (J) Account numbers.
   */
  UNPHI_IDENTIFIER_ACCOUNT = 9,
  /**
   * (K) Certificate and licence numbers.
   */
  UNPHI_IDENTIFIER_LICENSE = 10,
  /**
   * (L) Vehicle identifiers and licence plates.
   */
  UNPHI_IDENTIFIER_VEHICLE = 11,
  /**
   * (M) Device identifiers and serial numbers.
   */
  UNPHI_IDENTIFIER_DEVICE = 12,
  /**
   * (N) Web addresses.
   */
  UNPHI_IDENTIFIER_URL = 13,
  /**
   * (O) Internet protocol and hardware addresses.
   */
  UNPHI_IDENTIFIER_IP = 14,
  /**
   * (P) Biometric identifiers.
   */
  UNPHI_IDENTIFIER_BIOMETRIC = 15,
  /**
   * (Q) Full-face photographs and comparable images.
   */
  UNPHI_IDENTIFIER_PHOTO = 16,
  /**
   * (R) Any other unique identifying number, characteristic or code.
   */
  UNPHI_IDENTIFIER_OTHER = 17,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum unphi_identifier unphi_identifier;
#else
typedef uint32_t unphi_identifier;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why a token was not opened. Later versions may add to it.
 */
enum unphi_fault
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * A reason that this version of the header does not know.
   */
  UNPHI_FAULT_OTHER = 0,
  /**
   * Its end or its beginning is missing.
   */
  UNPHI_FAULT_CUT = 1,
  /**
   * It was made with a key that the engine does not have.
   */
  UNPHI_FAULT_OTHER_KEY = 2,
  /**
   * A letter of it was changed, or it belongs to another identifier.
   */
  UNPHI_FAULT_ALTERED = 3,
  /**
   * A later version of the library made it.
   */
  UNPHI_FAULT_OTHER_VERSION = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum unphi_fault unphi_fault;
#else
typedef uint32_t unphi_fault;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a value of a subject is.
 */
enum unphi_fact
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * A name, in either order: `John Q. Smith` or `Smith, John Q.`.
   */
  UNPHI_FACT_NAME = 0,
  /**
   * Another name of the person: a nickname, a former name.
   */
  UNPHI_FACT_ALIAS = 1,
  /**
   * The name of somebody whom notes about the person may mention: a relative, the treating physician.
   */
  UNPHI_FACT_RELATIVE = 2,
  /**
   * The date of birth: `1962-03-14`, `19620314`, `3/14/1962` or `14 March 1962`.
   */
  UNPHI_FACT_BIRTH_DATE = 3,
  /**
   * Another date of the person's life, written like a date of birth.
   */
  UNPHI_FACT_DATE = 4,
  /**
   * A telephone or pager number.
   */
  UNPHI_FACT_PHONE = 5,
  /**
   * An e-mail address.
   */
  UNPHI_FACT_EMAIL = 6,
  /**
   * A postal address, in one or several lines.
   */
  UNPHI_FACT_ADDRESS = 7,
  /**
   * An employer, school, congregation or another organization that tells who the person is.
   */
  UNPHI_FACT_EMPLOYER = 8,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum unphi_fact unphi_fact;
#else
typedef uint32_t unphi_fact;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The outcomes of many texts, in their order. Any number of threads may read one at the same time.
 */
typedef struct unphi_batch unphi_batch;

/**
 * The engine. Any number of threads may use one at the same time; it never changes.
 */
typedef struct unphi_deidentifier unphi_deidentifier;

/**
 * A secret key. No function gives it out again, no message shows it, and each copy that this library makes is wiped from memory when
 * it is freed: that of a handle with its `_free`, those of options and engines with theirs. It never changes; any number of threads
 * may use one.
 */
typedef struct unphi_key unphi_key;

/**
 * Settings for `unphi_deidentifier_new`. Fill them on one thread; calls that overlap get `UNPHI_STATUS_HANDLE_IN_USE`.
 */
typedef struct unphi_options unphi_options;

/**
 * What is done to each identifier. It never changes; any number of threads may read one at the same time.
 */
typedef struct unphi_policy unphi_policy;

/**
 * A text whose tokens were opened, and what could not be. Any number of threads may read one at the same time.
 */
typedef struct unphi_reidentified unphi_reidentified;

/**
 * An answer that is restored as it comes, in pieces. For one thread at a time.
 */
typedef struct unphi_restore_stream unphi_restore_stream;

/**
 * The output of one text, and what was found there. Any number of threads may read one at the same time.
 */
typedef struct unphi_result unphi_result;

/**
 * A conversation. The same person, place or code has the same replacement in all of its messages, such as `[NAME_1]`, and the
 * originals can be put into the answers. They are held in memory and forgotten with the handle. Restoring may go on in several
 * threads at once; a message must have the session for itself.
 */
typedef struct unphi_session unphi_session;

/**
 * What is known of one person, who is then found wherever and however it is written. Fill it on one thread; calls that overlap
 * get `UNPHI_STATUS_HANDLE_IN_USE`.
 */
typedef struct unphi_subject unphi_subject;

/**
 * Takes the next piece of an output: `len` bytes of whole UTF-8 characters, valid during the call, `len` above 0. Returns 0
 * to go on; any other number ends the call with `UNPHI_STATUS_STOPPED`. It must not throw and not jump out; it may call this
 * library.
 */
typedef int (*unphi_write_fn)(void *context, const char *data, size_t len);

/**
 * One identifier found in a text. It holds no text. This structure will never change: what else there is to know of a span is
 * asked by functions.
 */
typedef struct unphi_span {
  /**
   * Its first byte in the text that was given.
   */
  size_t start;
  /**
   * One past its last byte.
   */
  size_t end;
  /**
   * Which of the 18 identifiers it is.
   */
  unphi_identifier identifier;
  /**
   * How sure the engine is, above 0 and at most 1.
   */
  float confidence;
} unphi_span;

/**
 * A part of a text and what it became. Offsets are bytes. This structure will never change.
 */
typedef struct unphi_replacement {
  /**
   * Its first byte in the text that was given.
   */
  size_t start;
  /**
   * One past its last byte there.
   */
  size_t end;
  /**
   * The first byte of the output that stands for it.
   */
  size_t output_start;
  /**
   * One past the last byte there; `output_start` where it was removed.
   */
  size_t output_end;
} unphi_replacement;

/**
 * A text of `len` bytes, which need not end with a NUL. `data` may be `NULL` where `len` is 0.
 */
typedef struct unphi_slice {
  /**
   * The first byte.
   */
  const char *data;
  /**
   * How many bytes.
   */
  size_t len;
} unphi_slice;

/**
 * A token that was left as it stands. This structure will never change.
 */
typedef struct unphi_token_fault {
  /**
   * Its first byte in the text that was given.
   */
  size_t start;
  /**
   * One past its last byte.
   */
  size_t end;
  /**
   * What is wrong with it.
   */
  unphi_fault fault;
} unphi_token_fault;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The library's version, such as `0.1.0`: a static string. The header's is `UNPHI_VERSION`.
 */
const char *unphi_version(void);

/**
 * The library's binary interface. Where it is not `UNPHI_ABI_VERSION`, header and library do not belong together.
 */
uint32_t unphi_abi_version(void);

/**
 * How many handles of this process are not freed. 0 at the end of a test says that it forgot none; leak checkers cannot say
 * so, because the library keeps a table of them.
 */
size_t unphi_handle_count(void);

/**
 * Why the last failed call on this thread failed: UTF-8, ended by a NUL, and without a word of any document, so that it may
 * be logged. Never `NULL`; empty when no call on this thread has failed. A call that succeeds leaves it as it is: ask the
 * status first.
 *
 * The message is valid until the next call of this library on this thread. Where a runtime moves your code from thread to
 * thread (coroutines, fibres), read it before the next point where that may happen.
 */
const char *unphi_last_error(void);

/**
 * A few words for a status, such as `buffer too small`: a static string, never `NULL`. A number that is none of the
 * statuses is `unknown status`.
 */
const char *unphi_status_name(uint32_t status);

/**
 * The name of an identifier as JSON, policies and every other binding write it, such as `health_plan`: a static string,
 * never `NULL`. A number that is none of the 18 is `unknown`.
 */
const char *unphi_identifier_name(uint32_t identifier);

/**
 * Makes the default settings: all 18 identifiers, the Safe Harbor policy. Free them with `unphi_options_free`.
 */
unphi_status unphi_options_new(struct unphi_options **options);

/**
 * Sets the confidence below which a finding is left in the text: above 0, at most 1; 0.5 unless you set it. A lower value
 * finds more, and takes more that is no identifier. `unphi_deidentifier_new` checks it.
 */
unphi_status unphi_options_set_min_confidence(struct unphi_options *options,
                                              float min_confidence);

/**
 * Sets recognizers of your own: the text of a rules file in TOML, `len` bytes of UTF-8, which is copied. It replaces the
 * rules set before. `unphi_deidentifier_new` compiles it, and its message names the line that is wrong.
 */
unphi_status unphi_options_set_rules(struct unphi_options *options,
                                     const char *toml,
                                     size_t len);

/**
 * Adds a text that is never an identifier where it is all of a finding, whatever its case; `len` bytes of UTF-8, copied.
 */
unphi_status unphi_options_add_allow(struct unphi_options *options,
                                     const char *allowed,
                                     size_t len);

/**
 * Adds a text that is removed wherever it stands as whole words, as `UNPHI_IDENTIFIER_OTHER`, whatever its case; `len`
 * bytes of UTF-8, copied.
 */
unphi_status unphi_options_add_deny(struct unphi_options *options, const char *denied, size_t len);

/**
 * Frees settings. Engines made with them stay. `NULL` is let pass.
 */
unphi_status unphi_options_free(struct unphi_options *options);

/**
 * Sets the name model that stands beside the rules; none unless you call this. `model` is `len` bytes of UTF-8:
 * - `auto`: the one in this library, asked about the words that the rules are unsure of;
 * - `on`: the same, asked about every word, which is slower by far;
 * - `off`: none;
 * - anything else: a folder with a model of your own, see the README.
 *
 * The model is loaded here and shared by all engines that are made with these options. Where it cannot be used the status is
 * `UNPHI_STATUS_CONFIGURATION`, the message says what to do, and the options stay as they were.
 */
unphi_status unphi_options_set_name_model(struct unphi_options *options,
                                          const char *model,
                                          size_t len);

/**
 * Makes the built-in policy of that name, `len` bytes: `safe-harbor` (the default of every engine), `limited-data-set`,
 * `pseudonymize` or `reversible`. Free it with `unphi_policy_free`. `UNPHI_STATUS_CONFIGURATION`: there is none of that name.
 */
unphi_status unphi_policy_named(const char *name,
                                size_t len,
                                struct unphi_policy **policy);

/**
 * Reads a policy file: its text in TOML, `len` bytes of UTF-8. Free the policy with `unphi_policy_free`.
 *
 * `UNPHI_STATUS_CONFIGURATION`: the message begins with the line that is wrong and says what to do. A policy that departs from
 * what it claims, such as `safe-harbor` with shifted dates, is wrong.
 */
unphi_status unphi_policy_from_toml(const char *toml,
                                    size_t len,
                                    struct unphi_policy **policy);

/**
 * Gives the name of a policy, its file's or that of its profile: `len` bytes at `data`, without a NUL, valid until the policy is
 * freed.
 */
unphi_status unphi_policy_name(const struct unphi_policy *policy,
                               const char **data,
                               size_t *len);

/**
 * Writes a policy in full, as a file that `unphi_policy_from_toml` reads back to the same. `buffer` takes `capacity` bytes; no NUL
 * is added. `needed` receives the length, on success and with `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the buffer ask for
 * it. The file holds the lists of the policy, which may name people.
 */
unphi_status unphi_policy_toml(const struct unphi_policy *policy,
                               char *buffer,
                               size_t capacity,
                               size_t *needed);

/**
 * Writes 64 hexadecimal digits that name exactly this policy, the SHA-256 of what `unphi_policy_toml` writes, for manifests of
 * what was done. The buffer is as for `unphi_policy_toml`.
 */
unphi_status unphi_policy_fingerprint(const struct unphi_policy *policy,
                                      char *buffer,
                                      size_t capacity,
                                      size_t *needed);

/**
 * Says what a policy needs: `key` becomes 1 where an engine with it must have a key, `subject_id` where each text must say whom it
 * is about (`unphi_deidentify_for`), because dates are shifted; else 0.
 */
unphi_status unphi_policy_needs(const struct unphi_policy *policy,
                                uint32_t *key,
                                uint32_t *subject_id);

/**
 * Frees a policy. Options and engines that have it stay. `NULL` is let pass.
 */
unphi_status unphi_policy_free(struct unphi_policy *policy);

/**
 * Sets what is done to each identifier: a policy, which is copied. It replaces the one set before. A minimum confidence that the
 * options set themselves takes the place of the policy's.
 */
unphi_status unphi_options_set_policy(struct unphi_options *options,
                                      const struct unphi_policy *policy);

/**
 * Makes a key of `len` bytes, at least 32, from a random source (`openssl rand 32`; a password is none). They are copied: wipe yours.
 * Free the key with `unphi_key_free`. `UNPHI_STATUS_KEY`: too short.
 */
unphi_status unphi_key_from_bytes(const void *data,
                                  size_t len,
                                  struct unphi_key **key);

/**
 * Makes a key of at least 64 hexadecimal digits, as `openssl rand -hex 32` prints them; white space at the ends does not count.
 * Free it with `unphi_key_free`. `UNPHI_STATUS_KEY`: too short, or another character.
 */
unphi_status unphi_key_from_hex(const char *digits,
                                size_t len,
                                struct unphi_key **key);

/**
 * Makes a key of the hexadecimal digits in an environment variable, whose name has `len` bytes; `NULL` and 0 are for `UNPHI_KEY`, as
 * the command `unphi` has it. Free it with `unphi_key_free`. The environment keeps its copy, and must not be changed meanwhile by
 * another thread. `UNPHI_STATUS_KEY`: the variable is not set, or holds no key.
 */
unphi_status unphi_key_from_env(const char *name,
                                size_t len,
                                struct unphi_key **key);

/**
 * Writes the four letters or digits that name a key, which stand in each of its tokens and are no secret. `buffer` takes `capacity`
 * bytes; no NUL is added. `needed` receives the length, on success and with `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the
 * buffer ask for it.
 */
unphi_status unphi_key_id(const struct unphi_key *key,
                          char *buffer,
                          size_t capacity,
                          size_t *needed);

/**
 * Frees a key and wipes it. Options and engines that have it stay. `NULL` is let pass.
 */
unphi_status unphi_key_free(struct unphi_key *key);

/**
 * Sets the key that pseudonyms, hashes, shifts and tokens are derived from; it is copied, and replaces the one set before.
 */
unphi_status unphi_options_set_key(struct unphi_options *options,
                                   const struct unphi_key *key);

/**
 * Adds a key, which is copied, that was used before: `unphi_reidentify` opens its tokens too.
 */
unphi_status unphi_options_add_previous_key(struct unphi_options *options, const struct unphi_key *key);

/**
 * Makes an engine. `options` may be `NULL` for the defaults: all 18 identifiers, the Safe Harbor policy. They are copied and
 * may be used again or freed. Free the engine with `unphi_deidentifier_free`.
 *
 * `UNPHI_STATUS_CONFIGURATION`: the options are wrong; the message says which and why.
 */
unphi_status unphi_deidentifier_new(const struct unphi_options *options,
                                    struct unphi_deidentifier **deidentifier);

/**
 * Replaces every identifier of a text of `len` bytes of UTF-8 (NUL bytes are text like any other). Free the result with
 * `unphi_result_free`; it does not need the engine or the text.
 */
unphi_status unphi_deidentify(const struct unphi_deidentifier *deidentifier,
                              const char *data,
                              size_t len,
                              struct unphi_result **result);

/**
 * The same for a text about the person whom you call `subject_id`, `id_len` bytes of UTF-8, the same for all texts of that person:
 * dates move by the same days and names have the same surrogates in all of them. It is no part of the output. It takes the place of
 * the engine's own (`unphi_deidentifier_with_subject_id`).
 */
unphi_status unphi_deidentify_for(const struct unphi_deidentifier *deidentifier,
                                  const char *subject_id,
                                  size_t id_len,
                                  const char *data,
                                  size_t len,
                                  struct unphi_result **result);

/**
 * Finds the identifiers of a text of `len` bytes of UTF-8 and writes no text. Free the result with `unphi_result_free`.
 */
unphi_status unphi_detect(const struct unphi_deidentifier *deidentifier,
                          const char *data,
                          size_t len,
                          struct unphi_result **result);

/**
 * Replaces every identifier of a text of `len` bytes of UTF-8 and writes the output into `buffer`, which takes `capacity`
 * bytes and may be where the text is. No NUL is added. `needed` receives the length of the output, on success and with
 * `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the buffer ask for that length.
 *
 * A warm thread allocates nothing in this call. An output may be longer than its text: `Ann` becomes `[NAME]`.
 */
unphi_status unphi_deidentify_to(const struct unphi_deidentifier *deidentifier,
                                 const char *data,
                                 size_t len,
                                 char *buffer,
                                 size_t capacity,
                                 size_t *needed);

/**
 * Replaces every identifier of a text of `len` bytes of UTF-8 and hands the output to `write`, piece by piece, with `context`.
 * The first piece comes when the whole text is done, so that a text that fails gives out nothing.
 */
unphi_status unphi_deidentify_write(const struct unphi_deidentifier *deidentifier,
                                    const char *data,
                                    size_t len,
                                    unphi_write_fn write,
                                    void *context);

/**
 * Makes an engine for the texts about the person whom you call `subject_id`, `len` bytes of UTF-8, as `unphi_deidentify_for` has it,
 * for the calls that do not take one. It shares all else. Free it with `unphi_deidentifier_free`.
 */
unphi_status unphi_deidentifier_with_subject_id(const struct unphi_deidentifier *deidentifier,
                                                const char *subject_id,
                                                size_t len,
                                                struct unphi_deidentifier **with);

/**
 * Frees an engine. Results stay. `NULL` is let pass; `UNPHI_STATUS_HANDLE_IN_USE`, and nothing freed, while another thread
 * is in a call with it.
 */
unphi_status unphi_deidentifier_free(struct unphi_deidentifier *deidentifier);

/**
 * Gives the output: `len` bytes of UTF-8 at `data`, and behind them a NUL that `len` does not count. Valid until the result is
 * freed.
 *
 * `UNPHI_STATUS_NO_TEXT`: the result is of `unphi_detect`.
 */
unphi_status unphi_result_text(const struct unphi_result *result,
                               const char **data,
                               size_t *len);

/**
 * Gives what was found: an array of `count` spans, by their place in the text, none overlapping another. Valid until the result
 * is freed. Where nothing was found, `count` is 0 and `spans` is not to be followed.
 */
unphi_status unphi_result_spans(const struct unphi_result *result,
                                const struct unphi_span **spans,
                                size_t *count);

/**
 * Gives the finer kind of the span at `index`, such as `zip` or `last4`: `len` bytes at `data`, without a NUL, valid until the
 * result is freed.
 */
unphi_status unphi_result_span_kind(const struct unphi_result *result,
                                    size_t index,
                                    const char **data,
                                    size_t *len);

/**
 * Gives the rule that found the span at `index`, such as `ssn.labelled`, or the name that your own rule has: `len` bytes at
 * `data`, without a NUL, valid until the result is freed.
 */
unphi_status unphi_result_span_rule(const struct unphi_result *result,
                                    size_t index,
                                    const char **data,
                                    size_t *len);

/**
 * Writes why the span at `index` was taken: the names of the observations that decided it, each once, separated by single
 * spaces (`label check-passed`). `buffer` takes `capacity` bytes; no NUL is added. `needed` receives the length, on success and
 * with `UNPHI_STATUS_BUFFER_TOO_SMALL`; `NULL` and 0 for the buffer ask for it.
 */
unphi_status unphi_result_span_evidence(const struct unphi_result *result,
                                        size_t index,
                                        char *buffer,
                                        size_t capacity,
                                        size_t *needed);

/**
 * Gives the range of the output that the bytes from `start` to `end` of the text became. A place inside a replacement has no
 * counterpart of its own: a range that touches one becomes all of it. `start` is not after `end`.
 *
 * `UNPHI_STATUS_NO_TEXT`: the result is of `unphi_detect`. `UNPHI_STATUS_INVALID_LENGTH`: `start` is after `end`.
 */
unphi_status unphi_result_to_output(const struct unphi_result *result,
                                    size_t start,
                                    size_t end,
                                    size_t *output_start,
                                    size_t *output_end);

/**
 * Gives the range of the text that the bytes from `output_start` to `output_end` of the output came from; otherwise as
 * `unphi_result_to_output`.
 */
unphi_status unphi_result_to_original(const struct unphi_result *result,
                                      size_t output_start,
                                      size_t output_end,
                                      size_t *start,
                                      size_t *end);

/**
 * Gives what was replaced: an array of `count`, by their place, none overlapping another. They are the spans, and with shifted dates
 * the weekdays beside them. Valid until the result is freed. Where nothing was replaced, `count` is 0 and `replacements` is not to be
 * followed.
 *
 * `UNPHI_STATUS_NO_TEXT`: the result is of `unphi_detect`.
 */
unphi_status unphi_result_replacements(const struct unphi_result *result,
                                       const struct unphi_replacement **replacements,
                                       size_t *count);

/**
 * Frees a result, and with it what was read in place. `NULL` is let pass.
 */
unphi_status unphi_result_free(struct unphi_result *result);

/**
 * Replaces every identifier of `count` texts, one after the other on this thread. To use more threads, give each a part of
 * the texts and the same engine. Free the batch with `unphi_batch_free`.
 *
 * A text that fails is withheld and does not stop the others: the call succeeds, `unphi_batch_failures` counts such texts,
 * and asking for one gives the status that it failed with. A panic alone ends the whole call.
 */
unphi_status unphi_deidentify_batch(const struct unphi_deidentifier *deidentifier,
                                    const struct unphi_slice *texts,
                                    size_t count,
                                    struct unphi_batch **batch);

/**
 * Gives the number of items: as many as there were texts.
 */
unphi_status unphi_batch_count(const struct unphi_batch *batch, size_t *count);

/**
 * Gives how many items failed and are withheld.
 */
unphi_status unphi_batch_failures(const struct unphi_batch *batch, size_t *count);

/**
 * Gives the output of the item at `index`: `len` bytes of UTF-8 at `data`, and behind them a NUL that `len` does not count.
 * Valid until the batch is freed. For an item that failed, the status that it failed with.
 */
unphi_status unphi_batch_text(const struct unphi_batch *batch,
                              size_t index,
                              const char **data,
                              size_t *len);

/**
 * Gives the item at `index` as a result with its spans. It shares the batch's memory and outlives the batch: free it with
 * `unphi_result_free`. For an item that failed, the status that it failed with.
 */
unphi_status unphi_batch_result(const struct unphi_batch *batch,
                                size_t index,
                                struct unphi_result **result);

/**
 * Frees a batch, and with it what was read in place. Results taken from it stay. `NULL` is let pass.
 */
unphi_status unphi_batch_free(struct unphi_batch *batch);

/**
 * Makes a subject of whom nothing is known yet. Free it with `unphi_subject_free`.
 */
unphi_status unphi_subject_new(struct unphi_subject **subject);

/**
 * Adds a fact, one of `unphi_fact`: `len` bytes of UTF-8, which are copied. An empty value is a fact that nobody knows and is
 * passed over, so that the columns of a table can be given as they are. `UNPHI_STATUS_CONFIGURATION`: no such fact.
 */
unphi_status unphi_subject_add(struct unphi_subject *subject,
                               uint32_t fact,
                               const char *data,
                               size_t len);

/**
 * Adds a number or code of the person, `len` bytes of UTF-8, copied, and which `unphi_identifier` it is.
 * `UNPHI_STATUS_CONFIGURATION`: no such identifier.
 */
unphi_status unphi_subject_add_id(struct unphi_subject *subject, uint32_t identifier, const char *data, size_t len);

/**
 * Frees a subject. Options and engines that know it stay. `NULL` is let pass.
 */
unphi_status unphi_subject_free(struct unphi_subject *subject);

/**
 * Adds a subject, which is copied, for all texts of the engines made with these options.
 */
unphi_status unphi_options_add_subject(struct unphi_options *options, const struct unphi_subject *subject);

/**
 * Makes an engine that also knows `count` subjects, besides those that `deidentifier` knows. It costs microseconds and shares all
 * else, so that each document may bring its own. Free it with `unphi_deidentifier_free`.
 *
 * `UNPHI_STATUS_CONFIGURATION`: a fact cannot be read, such as a date; the message counts the subjects from 1 and quotes
 * nothing.
 */
unphi_status unphi_deidentifier_with_subjects(const struct unphi_deidentifier *deidentifier,
                                              const struct unphi_subject *const *subjects,
                                              size_t count,
                                              struct unphi_deidentifier **with);

/**
 * Opens the encrypted tokens of a text of `len` bytes of UTF-8, wherever they stand and in whatever order: what a policy with
 * `encrypt` wrote under the engine's key or a previous one. A token that does not open is counted and left as it stands, never
 * guessed. Free what comes with `unphi_reidentified_free`. `UNPHI_STATUS_KEY`: the engine has no key.
 */
unphi_status unphi_reidentify(const struct unphi_deidentifier *deidentifier,
                              const char *data,
                              size_t len,
                              struct unphi_reidentified **reidentified);

/**
 * Gives the text with every token that could be opened replaced by its original: `len` bytes of UTF-8 at `data`, and behind them a
 * NUL that `len` does not count. Valid until the handle is freed.
 */
unphi_status unphi_reidentified_text(const struct unphi_reidentified *reidentified,
                                     const char **data,
                                     size_t *len);

/**
 * Gives how many tokens were opened.
 */
unphi_status unphi_reidentified_opened(const struct unphi_reidentified *reidentified, size_t *count);

/**
 * Gives the tokens that stand as they stood: an array of `count`, by their place in the text. Valid until the handle is freed. Where
 * all were opened, `count` is 0 and `faults` is not to be followed.
 */
unphi_status unphi_reidentified_faults(const struct unphi_reidentified *reidentified,
                                       const struct unphi_token_fault **faults,
                                       size_t *count);

/**
 * Frees what `unphi_reidentify` gave, and with it what was read in place. `NULL` is let pass.
 */
unphi_status unphi_reidentified_free(struct unphi_reidentified *reidentified);

/**
 * Writes the number that `encrypt-digits` of a policy turned into the one given, `len` bytes; `identifier` is one of
 * `unphi_identifier`. Unlike a token such a number carries no check: one that was never encrypted gives another, wrong one. The
 * buffer is as for `unphi_deidentify_to`. `UNPHI_STATUS_KEY`: the engine has no key. `UNPHI_STATUS_INPUT`: not 6 to 56 digits with
 * punctuation.
 */
unphi_status unphi_reidentify_digits(const struct unphi_deidentifier *deidentifier,
                                     uint32_t identifier,
                                     const char *data,
                                     size_t len,
                                     char *buffer,
                                     size_t capacity,
                                     size_t *needed);

/**
 * Begins a conversation with the settings of an engine, which may be freed. Free the session with `unphi_session_free`.
 */
unphi_status unphi_session_new(const struct unphi_deidentifier *deidentifier, struct unphi_session **session);

/**
 * Replaces every identifier of a message of `len` bytes of UTF-8. Free the result with `unphi_result_free`; it does not need the
 * session.
 */
unphi_status unphi_session_deidentify(struct unphi_session *session,
                                      const char *data,
                                      size_t len,
                                      struct unphi_result **result);

/**
 * Writes an answer of `len` bytes of UTF-8 with the originals in the place of this conversation's replacements, wherever they stand;
 * what is none of them stays, and so does what several originals may have become, such as a year. The buffer is as for
 * `unphi_deidentify_to`.
 */
unphi_status unphi_session_restore(const struct unphi_session *session,
                                   const char *data,
                                   size_t len,
                                   char *buffer,
                                   size_t capacity,
                                   size_t *needed);

/**
 * Ends a conversation and forgets its originals, once its streams are freed too. `NULL` is let pass.
 */
unphi_status unphi_session_free(struct unphi_session *session);

/**
 * Begins an answer that comes in pieces, in which a replacement may be cut (`[NA` and `ME_1]`). Free it with
 * `unphi_restore_stream_free`; the session may be freed before it.
 */
unphi_status unphi_restore_stream_new(const struct unphi_session *session, struct unphi_restore_stream **stream);

/**
 * Takes the next piece, `piece_len` bytes of whole UTF-8 characters, and gives what is sure by now: `len` bytes at `data`, and behind
 * them a NUL that `len` does not count. No more is held back than the longest replacement and a character. What is given is valid
 * until the next call with the stream. `UNPHI_STATUS_HANDLE_IN_USE`: a message of the session is at work; give the piece again.
 */
unphi_status unphi_restore_stream_push(struct unphi_restore_stream *stream,
                                       const char *piece,
                                       size_t piece_len,
                                       const char **data,
                                       size_t *len);

/**
 * Ends an answer and gives what was held back, as `unphi_restore_stream_push` does. The stream may be used for another answer.
 */
unphi_status unphi_restore_stream_finish(struct unphi_restore_stream *stream,
                                         const char **data,
                                         size_t *len);

/**
 * Frees a stream, and with it what was read in place. `NULL` is let pass.
 */
unphi_status unphi_restore_stream_free(struct unphi_restore_stream *stream);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* UNPHI_H */
