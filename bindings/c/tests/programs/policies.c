/* Policies, keys, the way back, conversations, and where a place of the text is in the output. */
#include <stdint.h>

#include "check.h"

#define NOTE "Mrs. Ruiz fell on 3/14/2024. MRN: 00482913."
#define KEY "0123456789abcdef0123456789abcdef"
#define OTHER_KEY "fedcba9876543210fedcba9876543210"

static int holds(const char *data, size_t len, const char *word) {
    const size_t word_len = strlen(word);
    size_t at;
    for (at = 0; at + word_len <= len; at++) {
        if (memcmp(data + at, word, word_len) == 0) return 1;
    }
    return 0;
}

/* An engine with a built-in policy and, where it is given, a key and one before it. */
static unphi_deidentifier *engine(const char *policy_name, const char *secret, const char *before) {
    unphi_options *options = NULL;
    unphi_policy *policy = NULL;
    unphi_key *key = NULL, *previous = NULL;
    unphi_deidentifier *deid = NULL;

    OK(unphi_options_new(&options));
    OK(unphi_policy_named(policy_name, strlen(policy_name), &policy));
    OK(unphi_options_set_policy(options, policy));
    OK(unphi_policy_free(policy));
    if (secret != NULL) {
        OK(unphi_key_from_bytes(secret, strlen(secret), &key));
        OK(unphi_options_set_key(options, key));
        OK(unphi_key_free(key));
    }
    if (before != NULL) {
        OK(unphi_key_from_bytes(before, strlen(before), &previous));
        OK(unphi_options_add_previous_key(options, previous));
        OK(unphi_key_free(previous));
    }
    OK(unphi_deidentifier_new(options, &deid));
    OK(unphi_options_free(options));
    return deid;
}

static void policies(void) {
    static const char MASK[] = "name = \"lake\"\nclaim = \"expert-determination\"\n"
                               "[operators]\nssn = { operator = \"mask\", with = \"#\", keep_last = 4 }\n";
    unphi_policy *policy = NULL, *again = NULL;
    unphi_options *options = NULL;
    unphi_deidentifier *deid = NULL;
    const char *data = NULL;
    char buffer[4096], other[4096];
    size_t len = 0, needed = 0, other_len = 0;
    uint32_t key = 7, subject_id = 7;

    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_policy_named(TEXT("safe harbour"), &policy));
    CHECK(strstr(unphi_last_error(), "pseudonymize") != NULL);
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_policy_from_toml(TEXT("[operators]\ndate = \"shift\"\n"), &policy));
    CHECK(strstr(unphi_last_error(), "line 2") != NULL);
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_policy_from_toml(TEXT("name = \"\xff\""), &policy));
    CHECK(policy == NULL);

    OK(unphi_policy_named(TEXT("pseudonymize"), &policy));
    OK(unphi_policy_needs(policy, &key, &subject_id));
    CHECK(key == 1 && subject_id == 1);
    OK(unphi_options_new(&options));
    OK(unphi_options_set_policy(options, policy));
    OK(unphi_policy_free(policy));
    FAILS(UNPHI_STATUS_KEY, unphi_deidentifier_new(options, &deid));
    CHECK(deid == NULL);

    OK(unphi_policy_from_toml(TEXT(MASK), &policy));
    OK(unphi_policy_needs(policy, &key, &subject_id));
    CHECK(key == 0 && subject_id == 0);
    OK(unphi_policy_name(policy, &data, &len));
    CHECK(IS(data, len, "lake"));
    FAILS(UNPHI_STATUS_BUFFER_TOO_SMALL, unphi_policy_toml(policy, NULL, 0, &needed));
    CHECK(needed > 0 && needed < sizeof buffer);
    OK(unphi_policy_toml(policy, buffer, sizeof buffer, &needed));
    OK(unphi_policy_from_toml(buffer, needed, &again));
    OK(unphi_policy_fingerprint(policy, buffer, sizeof buffer, &needed));
    OK(unphi_policy_fingerprint(again, other, sizeof other, &other_len));
    CHECK(needed == 64 && other_len == 64 && memcmp(buffer, other, 64) == 0);
    OK(unphi_policy_free(again));
    OK(unphi_options_set_policy(options, policy));
    OK(unphi_policy_free(policy));
    OK(unphi_deidentifier_new(options, &deid));
    OK(unphi_deidentify_to(deid, TEXT("SSN: 219-09-9999"), buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, "SSN: ###-##-9999"));
    OK(unphi_deidentifier_free(deid));
    OK(unphi_options_free(options));
}

static void keys(void) {
    static const char HEX[] = "6d5c5c6e2a0b4c1f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817\n";
    unphi_key *key = NULL, *other = NULL;
    char id[4], other_id[4];
    size_t needed = 0;

    FAILS(UNPHI_STATUS_KEY, unphi_key_from_bytes("short", 5, &key));
    FAILS(UNPHI_STATUS_KEY, unphi_key_from_bytes(NULL, 0, &key));
    FAILS(UNPHI_STATUS_KEY, unphi_key_from_hex(TEXT("\xff is no digit"), &key));
    FAILS(UNPHI_STATUS_KEY, unphi_key_from_hex(TEXT("00"), &key));
    FAILS(UNPHI_STATUS_KEY, unphi_key_from_env(TEXT("UNPHI_TEST_KEY_THAT_IS_NOT_SET"), &key));
    FAILS(UNPHI_STATUS_KEY, unphi_key_from_env(TEXT("A=B"), &key));
    CHECK(key == NULL);

    OK(unphi_key_from_hex(TEXT(HEX), &key));
    FAILS(UNPHI_STATUS_BUFFER_TOO_SMALL, unphi_key_id(key, NULL, 0, &needed));
    CHECK(needed == sizeof id);
    OK(unphi_key_id(key, id, sizeof id, &needed));
    CHECK(setenv("UNPHI_TEST_KEY", HEX, 1) == 0 && setenv("UNPHI_KEY", "0x12", 1) == 0);
    OK(unphi_key_from_env(TEXT("UNPHI_TEST_KEY"), &other));
    OK(unphi_key_id(other, other_id, sizeof other_id, &needed));
    CHECK(memcmp(id, other_id, sizeof id) == 0);
    OK(unphi_key_free(other));
    other = NULL;
    FAILS(UNPHI_STATUS_KEY, unphi_key_from_env(NULL, 0, &other));
    CHECK(strstr(unphi_last_error(), "UNPHI_KEY") != NULL && strstr(unphi_last_error(), "0x12") == NULL);
    CHECK(unsetenv("UNPHI_KEY") == 0 && unsetenv("UNPHI_TEST_KEY") == 0);
    OK(unphi_key_free(key));
}

static void subject_ids(void) {
    unphi_deidentifier *deid = engine("pseudonymize", KEY, NULL), *own = NULL, *with = NULL;
    unphi_result *one = NULL, *other = NULL;
    unphi_subject *subject = NULL;
    const unphi_subject *subjects[1];
    const char *data = NULL, *other_data = NULL;
    char buffer[256];
    size_t len = 0, other_len = 0, needed = 0;

    FAILS(UNPHI_STATUS_INPUT, unphi_deidentify(deid, TEXT(NOTE), &one));
    CHECK(strstr(unphi_last_error(), "subject") != NULL && strstr(unphi_last_error(), "Ruiz") == NULL);
    OK(unphi_deidentify_for(deid, TEXT("patient 17"), TEXT(NOTE), &one));
    OK(unphi_result_text(one, &data, &len));
    CHECK(!holds(data, len, "Ruiz") && !holds(data, len, "3/14/2024") && !holds(data, len, "00482913"));
    /* A thread's buffers forget the subject between calls. */
    FAILS(UNPHI_STATUS_INPUT, unphi_deidentify_to(deid, TEXT(NOTE), buffer, sizeof buffer, &needed));

    OK(unphi_deidentifier_with_subject_id(deid, TEXT("patient 17"), &own));
    OK(unphi_deidentify_to(own, TEXT(NOTE), buffer, sizeof buffer, &needed));
    CHECK(needed == len && memcmp(buffer, data, len) == 0);
    OK(unphi_subject_new(&subject));
    OK(unphi_subject_add(subject, UNPHI_FACT_NAME, TEXT("Ruiz")));
    subjects[0] = subject;
    OK(unphi_deidentifier_with_subjects(own, subjects, 1, &with));
    OK(unphi_deidentify_to(with, TEXT(NOTE), buffer, sizeof buffer, &needed));
    CHECK(needed == len && memcmp(buffer, data, len) == 0);
    OK(unphi_deidentify_for(own, TEXT("patient 18"), TEXT(NOTE), &other));
    OK(unphi_result_text(other, &other_data, &other_len));
    CHECK(other_len != len || memcmp(other_data, data, len) != 0);
    OK(unphi_result_free(other));
    OK(unphi_result_free(one));
    OK(unphi_subject_free(subject));
    OK(unphi_deidentifier_free(with));
    OK(unphi_deidentifier_free(own));
    OK(unphi_deidentifier_free(deid));
}

static void the_way_back(void) {
    static const char DIGITS[] = "claim = \"expert-determination\"\n[operators]\nssn = \"encrypt-digits\"\n";
    unphi_deidentifier *deid = engine("reversible", KEY, NULL), *later = engine("reversible", OTHER_KEY, KEY);
    unphi_deidentifier *plain = engine("safe-harbor", NULL, NULL), *stranger = engine("reversible", OTHER_KEY, NULL);
    unphi_options *options = NULL;
    unphi_policy *policy = NULL;
    unphi_key *key = NULL;
    unphi_result *result = NULL;
    unphi_reidentified *back = NULL;
    const unphi_token_fault *faults = NULL;
    const char *tokens = NULL, *data = NULL;
    char buffer[64];
    size_t tokens_len = 0, len = 0, count = 7, needed = 0;

    OK(unphi_deidentify(deid, TEXT(NOTE), &result));
    OK(unphi_result_text(result, &tokens, &tokens_len));
    OK(unphi_reidentify(later, tokens, tokens_len, &back));
    OK(unphi_reidentified_text(back, &data, &len));
    CHECK(IS(data, len, NOTE) && data[len] == '\0');
    OK(unphi_reidentified_opened(back, &count));
    CHECK(count == 3);
    OK(unphi_reidentified_faults(back, &faults, &count));
    CHECK(count == 0);
    OK(unphi_reidentified_free(back));

    /* Tokens of another key, and one that was cut: they stand, and are counted. */
    OK(unphi_reidentify(stranger, tokens, tokens_len, &back));
    OK(unphi_reidentified_text(back, &data, &len));
    CHECK(len == tokens_len && memcmp(data, tokens, len) == 0);
    OK(unphi_reidentified_opened(back, &count));
    CHECK(count == 0);
    OK(unphi_reidentified_faults(back, &faults, &count));
    CHECK(count == 3 && faults[0].fault == UNPHI_FAULT_OTHER_KEY && tokens[faults[0].start] == '[');
    CHECK(tokens[faults[2].end - 1] == ']');
    OK(unphi_reidentified_free(back));
    OK(unphi_reidentify(deid, tokens, tokens_len - 2, &back));
    OK(unphi_reidentified_faults(back, &faults, &count));
    CHECK(count == 1 && faults[0].fault == UNPHI_FAULT_CUT);
    OK(unphi_reidentified_free(back));

    back = NULL;
    FAILS(UNPHI_STATUS_KEY, unphi_reidentify(plain, tokens, tokens_len, &back));
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_reidentify(deid, TEXT("\xff"), &back));
    CHECK(back == NULL);
    OK(unphi_reidentify(deid, NULL, 0, &back));
    OK(unphi_reidentified_text(back, &data, &len));
    CHECK(len == 0 && data[0] == '\0');
    OK(unphi_reidentified_free(back));
    OK(unphi_result_free(result));
    OK(unphi_deidentifier_free(stranger));
    OK(unphi_deidentifier_free(plain));
    OK(unphi_deidentifier_free(later));
    OK(unphi_deidentifier_free(deid));

    OK(unphi_options_new(&options));
    OK(unphi_policy_from_toml(TEXT(DIGITS), &policy));
    OK(unphi_options_set_policy(options, policy));
    OK(unphi_key_from_bytes(KEY, sizeof KEY - 1, &key));
    OK(unphi_options_set_key(options, key));
    OK(unphi_deidentifier_new(options, &deid));
    OK(unphi_deidentify_to(deid, TEXT("SSN: 219-09-9999"), buffer, sizeof buffer, &needed));
    CHECK(needed == 16 && !holds(buffer, needed, "219-09-9999"));
    OK(unphi_reidentify_digits(deid, UNPHI_IDENTIFIER_SSN, buffer + 5, 11, buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, "219-09-9999"));
    FAILS(UNPHI_STATUS_INPUT, unphi_reidentify_digits(deid, UNPHI_IDENTIFIER_SSN, TEXT("12"), buffer, sizeof buffer, &needed));
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_reidentify_digits(deid, 18, TEXT("219-09-9999"), buffer, sizeof buffer, &needed));
    OK(unphi_deidentifier_free(deid));
    OK(unphi_key_free(key));
    OK(unphi_policy_free(policy));
    OK(unphi_options_free(options));
}

static void conversations(void) {
    static const char ANSWER[] = "Dr. [NAME_2] should call Mrs. [NAME_1] about [MRN_1], not [NAME_9].";
    static const char RESTORED[] = "Dr. Rose should call Mrs. Ruiz about 00482913, not [NAME_9].";
    unphi_deidentifier *deid = engine("safe-harbor", NULL, NULL);
    unphi_session *session = NULL;
    unphi_restore_stream *stream = NULL;
    unphi_result *result = NULL;
    const char *data = NULL;
    char buffer[256];
    size_t len = 0, needed = 0, piece, at, total;

    OK(unphi_session_new(deid, &session));
    OK(unphi_deidentifier_free(deid));
    OK(unphi_session_deidentify(session, TEXT("Mrs. Ruiz, MRN: 00482913, was seen by Dr. Rose."), &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(IS(data, len, "Mrs. [NAME_1], MRN: [MRN_1], was seen by Dr. [NAME_2]."));
    OK(unphi_result_free(result));
    OK(unphi_restore_stream_new(session, &stream));
    OK(unphi_session_deidentify(session, TEXT("Does Mrs. Ruiz need another visit?"), &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(IS(data, len, "Does Mrs. [NAME_1] need another visit?"));
    OK(unphi_result_free(result));
    result = NULL;
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_session_deidentify(session, TEXT("\xff"), &result));
    CHECK(result == NULL);

    FAILS(UNPHI_STATUS_BUFFER_TOO_SMALL, unphi_session_restore(session, TEXT(ANSWER), NULL, 0, &needed));
    CHECK(needed == sizeof RESTORED - 1);
    OK(unphi_session_restore(session, TEXT(ANSWER), buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, RESTORED));
    /* The buffer may be where the answer is. */
    memcpy(buffer, ANSWER, sizeof ANSWER - 1);
    OK(unphi_session_restore(session, buffer, sizeof ANSWER - 1, buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, RESTORED));

    /* In pieces of every size, with one stream, which may outlive the session. */
    for (piece = 1; piece <= sizeof ANSWER - 1; piece++) {
        total = 0;
        for (at = 0; at < sizeof ANSWER - 1; at += piece) {
            const size_t rest = sizeof ANSWER - 1 - at;
            OK(unphi_restore_stream_push(stream, ANSWER + at, piece < rest ? piece : rest, &data, &len));
            CHECK(data[len] == '\0');
            memcpy(buffer + total, data, len);
            total += len;
        }
        OK(unphi_restore_stream_finish(stream, &data, &len));
        memcpy(buffer + total, data, len);
        total += len;
        CHECK(IS(buffer, total, RESTORED));
        if (piece == 10) {
            OK(unphi_session_free(session));
            FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_session_restore(session, TEXT(ANSWER), buffer, sizeof buffer, &needed));
        }
    }
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_restore_stream_push(stream, TEXT("\xff"), &data, &len));
    OK(unphi_restore_stream_free(stream));
}

static void places(void) {
    static const char TEXT_GIVEN[] = "MRN: 00482913, afebrile";
    unphi_deidentifier *deid = engine("safe-harbor", NULL, NULL);
    unphi_result *result = NULL;
    const unphi_replacement *replacements = NULL;
    size_t start = 0, end = 0, count = 0;

    OK(unphi_deidentify(deid, TEXT(TEXT_GIVEN), &result));
    OK(unphi_result_to_output(result, 15, 23, &start, &end));
    CHECK(start == 12 && end == 20);
    OK(unphi_result_to_original(result, 12, 20, &start, &end));
    CHECK(start == 15 && end == 23);
    OK(unphi_result_to_output(result, 7, 9, &start, &end));
    CHECK(start == 5 && end == 10);
    OK(unphi_result_replacements(result, &replacements, &count));
    CHECK(count == 1 && replacements[0].start == 5 && replacements[0].end == 13);
    CHECK(replacements[0].output_start == 5 && replacements[0].output_end == 10);
    /* What lies beyond the end is carried over too, and nothing overflows. */
    OK(unphi_result_to_output(result, SIZE_MAX, SIZE_MAX, &start, &end));
    OK(unphi_result_to_original(result, SIZE_MAX, SIZE_MAX, &start, &end));
    start = 77;
    FAILS(UNPHI_STATUS_INVALID_LENGTH, unphi_result_to_output(result, 2, 1, &start, &end));
    CHECK(start == 77);
    OK(unphi_result_free(result));

    OK(unphi_detect(deid, TEXT(TEXT_GIVEN), &result));
    FAILS(UNPHI_STATUS_NO_TEXT, unphi_result_to_output(result, 0, 1, &start, &end));
    FAILS(UNPHI_STATUS_NO_TEXT, unphi_result_replacements(result, &replacements, &count));
    OK(unphi_result_free(result));
    OK(unphi_deidentifier_free(deid));
}

int main(void) {
    policies();
    keys();
    subject_ids();
    the_way_back();
    conversations();
    places();
    CHECK(unphi_handle_count() == 0);
    return EXIT_SUCCESS;
}
