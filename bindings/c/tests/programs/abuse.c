/* Everything that a caller can do wrong: a status, outputs left alone, and never a crash. */
#include <stdint.h>

#include "check.h"

#define SECRET "Ludmila Ovechkina"

static unphi_options *options;
static unphi_deidentifier *deid;
static unphi_result *result;
static unphi_batch *batch;
static unphi_policy *policy;
static unphi_key *key;
static unphi_session *session;

static int ignore(void *context, const char *data, size_t len) {
    (void)context, (void)data, (void)len;
    return 0;
}

/* Every function with a handle, on something that is none of its handles. */
static void with_handle(const void *handle, unphi_status expected) {
    union {
        const void *in;
        void *out;
    } any;
    unphi_deidentifier *new_deid = NULL;
    unphi_result *new_result = NULL;
    unphi_batch *new_batch = NULL;
    unphi_reidentified *new_reidentified = NULL;
    unphi_session *new_session = NULL;
    unphi_restore_stream *new_stream = NULL;
    const unphi_span *spans = NULL;
    const unphi_replacement *replacements = NULL;
    const unphi_token_fault *faults = NULL;
    const char *data = NULL;
    size_t len = 77;
    uint32_t yes = 77;
    char buffer[64] = "untouched";
    const unphi_slice text = {TEXT(SECRET)};

    any.in = handle;
    FAILS(expected, unphi_options_set_min_confidence(any.out, 0.5F));
    FAILS(expected, unphi_options_set_rules(any.out, TEXT("")));
    FAILS(expected, unphi_options_set_name_model(any.out, TEXT("off")));
    FAILS(expected, unphi_options_add_allow(any.out, TEXT(SECRET)));
    FAILS(expected, unphi_options_add_deny(any.out, TEXT(SECRET)));
    if (handle != NULL) FAILS(expected, unphi_deidentifier_new(any.in, &new_deid));
    FAILS(expected, unphi_subject_add(any.out, UNPHI_FACT_NAME, TEXT(SECRET)));
    FAILS(expected, unphi_subject_add_id(any.out, UNPHI_IDENTIFIER_MRN, TEXT(SECRET)));
    FAILS(expected, unphi_options_add_subject(options, any.in));
    FAILS(expected, unphi_deidentifier_with_subjects(any.in, NULL, 0, &new_deid));
    FAILS(expected, unphi_deidentify(any.in, TEXT(SECRET), &new_result));
    FAILS(expected, unphi_detect(any.in, TEXT(SECRET), &new_result));
    FAILS(expected, unphi_deidentify_to(any.in, TEXT(SECRET), buffer, sizeof buffer, &len));
    FAILS(expected, unphi_deidentify_write(any.in, TEXT(SECRET), ignore, NULL));
    FAILS(expected, unphi_deidentify_batch(any.in, &text, 1, &new_batch));
    FAILS(expected, unphi_result_text(any.in, &data, &len));
    FAILS(expected, unphi_result_spans(any.in, &spans, &len));
    FAILS(expected, unphi_result_span_kind(any.in, 0, &data, &len));
    FAILS(expected, unphi_result_span_rule(any.in, 0, &data, &len));
    FAILS(expected, unphi_result_span_evidence(any.in, 0, buffer, sizeof buffer, &len));
    FAILS(expected, unphi_batch_count(any.in, &len));
    FAILS(expected, unphi_batch_failures(any.in, &len));
    FAILS(expected, unphi_batch_text(any.in, 0, &data, &len));
    FAILS(expected, unphi_batch_result(any.in, 0, &new_result));
    FAILS(expected, unphi_options_set_policy(any.out, policy));
    FAILS(expected, unphi_options_set_policy(options, any.in));
    FAILS(expected, unphi_policy_name(any.in, &data, &len));
    FAILS(expected, unphi_policy_toml(any.in, buffer, sizeof buffer, &len));
    FAILS(expected, unphi_policy_fingerprint(any.in, buffer, sizeof buffer, &len));
    FAILS(expected, unphi_policy_needs(any.in, &yes, &yes));
    FAILS(expected, unphi_options_set_key(any.out, key));
    FAILS(expected, unphi_options_set_key(options, any.in));
    FAILS(expected, unphi_options_add_previous_key(any.out, key));
    FAILS(expected, unphi_options_add_previous_key(options, any.in));
    FAILS(expected, unphi_key_id(any.in, buffer, sizeof buffer, &len));
    FAILS(expected, unphi_deidentify_for(any.in, TEXT("17"), TEXT(SECRET), &new_result));
    FAILS(expected, unphi_deidentifier_with_subject_id(any.in, TEXT("17"), &new_deid));
    FAILS(expected, unphi_result_to_output(any.in, 0, 1, &len, &len));
    FAILS(expected, unphi_result_to_original(any.in, 0, 1, &len, &len));
    FAILS(expected, unphi_result_replacements(any.in, &replacements, &len));
    FAILS(expected, unphi_reidentify(any.in, TEXT(SECRET), &new_reidentified));
    FAILS(expected, unphi_reidentify_digits(any.in, UNPHI_IDENTIFIER_SSN, TEXT("219-09-9999"), buffer, sizeof buffer, &len));
    FAILS(expected, unphi_reidentified_text(any.in, &data, &len));
    FAILS(expected, unphi_reidentified_opened(any.in, &len));
    FAILS(expected, unphi_reidentified_faults(any.in, &faults, &len));
    FAILS(expected, unphi_session_new(any.in, &new_session));
    FAILS(expected, unphi_session_deidentify(any.out, TEXT(SECRET), &new_result));
    FAILS(expected, unphi_session_restore(any.in, TEXT(SECRET), buffer, sizeof buffer, &len));
    FAILS(expected, unphi_restore_stream_new(any.in, &new_stream));
    FAILS(expected, unphi_restore_stream_push(any.out, TEXT(SECRET), &data, &len));
    FAILS(expected, unphi_restore_stream_finish(any.out, &data, &len));
    if (handle != NULL) {
        FAILS(expected, unphi_options_free(any.out));
        FAILS(expected, unphi_policy_free(any.out));
        FAILS(expected, unphi_key_free(any.out));
        FAILS(expected, unphi_reidentified_free(any.out));
        FAILS(expected, unphi_session_free(any.out));
        FAILS(expected, unphi_restore_stream_free(any.out));
        FAILS(expected, unphi_subject_free(any.out));
        FAILS(expected, unphi_deidentifier_free(any.out));
        FAILS(expected, unphi_result_free(any.out));
        FAILS(expected, unphi_batch_free(any.out));
    }
    CHECK(new_deid == NULL && new_result == NULL && new_batch == NULL && spans == NULL && data == NULL);
    CHECK(new_reidentified == NULL && new_session == NULL && new_stream == NULL && faults == NULL);
    CHECK(replacements == NULL && yes == 77);
    CHECK(len == 77 && strcmp(buffer, "untouched") == 0);
    CHECK(strstr(unphi_last_error(), "Ovechkina") == NULL && strlen(unphi_last_error()) > 0);
}

/* A good handle of another type. */
static void wrong_types(void) {
    size_t len = 0;
    const char *data = NULL;
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_options_free((unphi_options *)deid));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_deidentifier_free((unphi_deidentifier *)result));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_result_free((unphi_result *)batch));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_batch_free((unphi_batch *)options));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_policy_free((unphi_policy *)key));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_key_free((unphi_key *)policy));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_session_free((unphi_session *)deid));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_restore_stream_free((unphi_restore_stream *)session));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_reidentified_free((unphi_reidentified *)result));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_options_set_key(options, (unphi_key *)policy));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_result_text((unphi_result *)deid, &data, &len));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_deidentify_write((unphi_deidentifier *)options, TEXT("a"), ignore, NULL));
    /* And each still is what it was. */
    OK(unphi_options_set_min_confidence(options, 0.5F));
    OK(unphi_deidentify_write(deid, TEXT("a"), ignore, NULL));
    OK(unphi_result_text(result, &data, &len));
    OK(unphi_batch_count(batch, &len));
}

static void null_arguments(void) {
    const unphi_slice bad = {NULL, 3};
    unphi_policy *new_policy = NULL;
    unphi_key *new_key = NULL;
    unphi_result *new_result = NULL;
    unphi_batch *new_batch = NULL;
    const unphi_span *spans = NULL;
    const char *data = NULL;
    char buffer[64];
    size_t len = 0;

    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_options_new(NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentifier_new(NULL, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_options_set_rules(options, NULL, 1));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_options_add_allow(options, NULL, 1));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_options_add_deny(options, NULL, 1));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify(deid, NULL, 1, &new_result));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify(deid, TEXT("a"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_detect(deid, NULL, 1, &new_result));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_detect(deid, TEXT("a"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_to(deid, NULL, 1, buffer, sizeof buffer, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_to(deid, TEXT("a"), NULL, 1, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_to(deid, TEXT("a"), buffer, sizeof buffer, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_write(deid, NULL, 1, ignore, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_write(deid, TEXT("a"), NULL, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_batch(deid, NULL, 1, &new_batch));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_batch(deid, &bad, 1, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_text(result, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_text(result, &data, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_spans(result, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_spans(result, &spans, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_span_kind(result, 0, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_span_rule(result, 0, &data, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_span_evidence(result, 0, buffer, sizeof buffer, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_batch_count(batch, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_batch_failures(batch, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_batch_text(batch, 0, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_batch_text(batch, 0, &data, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_batch_result(batch, 0, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_named(NULL, 1, &new_policy));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_named(TEXT("reversible"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_from_toml(NULL, 1, &new_policy));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_from_toml(TEXT(""), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_name(policy, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_toml(policy, NULL, 1, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_fingerprint(policy, buffer, sizeof buffer, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_policy_needs(policy, NULL, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_key_from_bytes(NULL, 32, &new_key));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_key_from_hex(NULL, 64, &new_key));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_key_from_env(NULL, 1, &new_key));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_key_from_env(NULL, 0, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_key_id(key, NULL, 1, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_for(deid, NULL, 1, TEXT("a"), &new_result));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_for(deid, TEXT("17"), NULL, 1, &new_result));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentify_for(deid, TEXT("17"), TEXT("a"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentifier_with_subject_id(deid, TEXT("17"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_to_output(result, 0, 1, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_to_original(result, 0, 1, &len, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_result_replacements(result, NULL, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_reidentify(deid, TEXT("a"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_reidentify_digits(deid, 6, TEXT("219-09-9999"), NULL, 1, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_session_new(deid, NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_session_deidentify(session, NULL, 1, &new_result));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_session_deidentify(session, TEXT("a"), NULL));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_session_restore(session, TEXT("a"), NULL, 1, &len));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_restore_stream_new(session, NULL));
    OK(unphi_options_free(NULL));
    OK(unphi_policy_free(NULL));
    OK(unphi_key_free(NULL));
    OK(unphi_reidentified_free(NULL));
    OK(unphi_session_free(NULL));
    OK(unphi_restore_stream_free(NULL));
    OK(unphi_subject_free(NULL));
    OK(unphi_deidentifier_free(NULL));
    OK(unphi_result_free(NULL));
    OK(unphi_batch_free(NULL));
    CHECK(new_result == NULL && new_batch == NULL && spans == NULL && data == NULL && new_policy == NULL && new_key == NULL);

    /* In a batch a text that cannot be is an item that failed. */
    OK(unphi_deidentify_batch(deid, &bad, 1, &new_batch));
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_batch_text(new_batch, 0, &data, &len));
    OK(unphi_batch_free(new_batch));
}

static void bad_texts(void) {
    static const char *const BAD[] = {"\xff", "a\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", SECRET "\xfe" SECRET};
    unphi_result *new_result = NULL;
    unphi_batch *new_batch = NULL;
    const unphi_slice endless = {"a", SIZE_MAX};
    const char *data = NULL;
    size_t len = 0, i;

    for (i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_deidentify(deid, BAD[i], strlen(BAD[i]), &new_result));
        CHECK(strstr(unphi_last_error(), "Ovechkina") == NULL);
        FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_options_set_rules(options, BAD[i], strlen(BAD[i])));
        FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_options_add_deny(options, BAD[i], strlen(BAD[i])));
    }
    CHECK(strstr(unphi_last_error(), "byte 17") != NULL);
    FAILS(UNPHI_STATUS_INVALID_LENGTH, unphi_deidentify(deid, "a", SIZE_MAX, &new_result));
    FAILS(UNPHI_STATUS_INVALID_LENGTH, unphi_detect(deid, "a", SIZE_MAX / 2 + 1, &new_result));
    FAILS(UNPHI_STATUS_INVALID_LENGTH, unphi_deidentify_batch(deid, &endless, SIZE_MAX, &new_batch));
    FAILS(UNPHI_STATUS_INVALID_LENGTH, unphi_deidentify_batch(deid, &endless, SIZE_MAX / sizeof endless, &new_batch));
    CHECK(new_result == NULL && new_batch == NULL);
    OK(unphi_deidentify_batch(deid, &endless, 1, &new_batch));
    FAILS(UNPHI_STATUS_INVALID_LENGTH, unphi_batch_text(new_batch, 0, &data, &len));
    OK(unphi_batch_free(new_batch));
    CHECK(strcmp(unphi_status_name(4711), "unknown status") == 0);
    CHECK(strcmp(unphi_identifier_name(4711), "unknown") == 0);
}

int main(void) {
    static const char SECRET_KEY[] = "0123456789abcdef0123456789abcdef";
    const unphi_slice text = {TEXT("MRN: 00482913")};
    int on_the_stack = 0;
    unphi_deidentifier *gone;
    unphi_result *gone_result;

    OK(unphi_options_new(&options));
    OK(unphi_policy_named(TEXT("safe-harbor"), &policy));
    OK(unphi_key_from_bytes(SECRET_KEY, 32, &key));
    OK(unphi_deidentifier_new(options, &deid));
    OK(unphi_session_new(deid, &session));
    OK(unphi_deidentify(deid, text.data, text.len, &result));
    OK(unphi_deidentify_batch(deid, &text, 1, &batch));

    wrong_types();
    null_arguments();
    bad_texts();
    with_handle(NULL, UNPHI_STATUS_NULL_POINTER);
    with_handle(&on_the_stack, UNPHI_STATUS_INVALID_HANDLE);
    with_handle(SECRET, UNPHI_STATUS_INVALID_HANDLE);
    with_handle((const void *)(uintptr_t)1, UNPHI_STATUS_INVALID_HANDLE);
    with_handle((const void *)UINTPTR_MAX, UNPHI_STATUS_INVALID_HANDLE);
    with_handle((const char *)deid + 1000, UNPHI_STATUS_INVALID_HANDLE);

    /* Freed handles, also when others were made since. */
    gone = deid;
    gone_result = result;
    OK(unphi_deidentifier_free(deid));
    OK(unphi_result_free(result));
    with_handle(gone, UNPHI_STATUS_INVALID_HANDLE);
    OK(unphi_deidentifier_new(options, &deid));
    OK(unphi_deidentify(deid, text.data, text.len, &result));
    CHECK(deid != gone && result != gone_result);
    with_handle(gone, UNPHI_STATUS_INVALID_HANDLE);
    with_handle(gone_result, UNPHI_STATUS_INVALID_HANDLE);

    OK(unphi_session_free(session));
    OK(unphi_key_free(key));
    OK(unphi_policy_free(policy));
    OK(unphi_batch_free(batch));
    OK(unphi_result_free(result));
    OK(unphi_deidentifier_free(deid));
    OK(unphi_options_free(options));
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_options_free(options));
    CHECK(unphi_handle_count() == 0);
    return EXIT_SUCCESS;
}
