/* Every way to get an output, and that they agree. */
#include <stdint.h>

#include "check.h"

#define NOTE "MRN: 00482913, seen 03/14/2024 by Dr. Alvarez."
#define CLEAN "MRN: [MRN], seen 2024 by Dr. [NAME]."

static void results(const unphi_deidentifier *deid) {
    unphi_result *result = NULL;
    const unphi_span *spans = NULL;
    const char *data = NULL;
    size_t len = 0, count = 0, needed = 0;
    char evidence[128];

    OK(unphi_deidentify(deid, TEXT(NOTE), &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(IS(data, len, CLEAN));
    CHECK(data[len] == '\0');

    OK(unphi_result_spans(result, &spans, &count));
    CHECK(count == 3);
    CHECK(spans[0].start == 5 && spans[0].end == 13 && spans[0].identifier == UNPHI_IDENTIFIER_MRN);
    CHECK(spans[1].identifier == UNPHI_IDENTIFIER_DATE && spans[2].identifier == UNPHI_IDENTIFIER_NAME);
    CHECK(spans[0].confidence > 0.5F && spans[0].confidence <= 1.0F);
    OK(unphi_result_span_kind(result, 2, &data, &len));
    CHECK(IS(data, len, "person"));
    OK(unphi_result_span_rule(result, 0, &data, &len));
    CHECK(len > 0);
    OK(unphi_result_span_evidence(result, 0, evidence, sizeof evidence, &needed));
    CHECK(needed >= 5 && memcmp(evidence, "label", 5) == 0);
    FAILS(UNPHI_STATUS_BUFFER_TOO_SMALL, unphi_result_span_evidence(result, 0, NULL, 0, &len));
    CHECK(len == needed);
    FAILS(UNPHI_STATUS_INDEX_OUT_OF_RANGE, unphi_result_span_kind(result, 3, &data, &len));
    FAILS(UNPHI_STATUS_INDEX_OUT_OF_RANGE, unphi_result_span_rule(result, SIZE_MAX, &data, &len));
    OK(unphi_result_free(result));

    OK(unphi_detect(deid, TEXT(NOTE), &result));
    OK(unphi_result_spans(result, &spans, &count));
    CHECK(count == 3);
    FAILS(UNPHI_STATUS_NO_TEXT, unphi_result_text(result, &data, &len));
    OK(unphi_result_free(result));

    /* Nothing to find, nothing at all, and a NUL that is text like any other. */
    OK(unphi_deidentify(deid, TEXT("afebrile"), &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(IS(data, len, "afebrile"));
    OK(unphi_result_spans(result, &spans, &count));
    CHECK(count == 0);
    OK(unphi_result_free(result));
    OK(unphi_deidentify(deid, NULL, 0, &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(len == 0 && data[0] == '\0');
    OK(unphi_result_free(result));
    OK(unphi_deidentify(deid, TEXT("a\0MRN: 00482913\0b"), &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(IS(data, len, "a\0MRN: [MRN]\0b"));
    OK(unphi_result_free(result));
}

static void buffers(const unphi_deidentifier *deid) {
    char buffer[64];
    size_t needed = 0;

    FAILS(UNPHI_STATUS_BUFFER_TOO_SMALL, unphi_deidentify_to(deid, TEXT(NOTE), NULL, 0, &needed));
    CHECK(needed == sizeof CLEAN - 1);
    memset(buffer, '#', sizeof buffer);
    needed = 0;
    FAILS(UNPHI_STATUS_BUFFER_TOO_SMALL, unphi_deidentify_to(deid, TEXT(NOTE), buffer, sizeof CLEAN - 2, &needed));
    CHECK(needed == sizeof CLEAN - 1 && buffer[0] == '#');
    OK(unphi_deidentify_to(deid, TEXT(NOTE), buffer, sizeof CLEAN - 1, &needed));
    CHECK(IS(buffer, needed, CLEAN));
    CHECK(buffer[needed] == '#');

    /* The buffer may be where the text is. */
    memcpy(buffer, NOTE, sizeof NOTE - 1);
    OK(unphi_deidentify_to(deid, buffer, sizeof NOTE - 1, buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, CLEAN));

    OK(unphi_deidentify_to(deid, NULL, 0, NULL, 0, &needed));
    CHECK(needed == 0);
}

struct sink {
    const unphi_deidentifier *deid;
    char *data;
    size_t len, pieces, most;
};

static int keep(void *context, const char *data, size_t len) {
    struct sink *sink = context;
    char inner[64];
    size_t needed = 0;
    if (sink->pieces == sink->most) return 1;
    CHECK(len > 0);
    memcpy(sink->data + sink->len, data, len);
    sink->len += len;
    sink->pieces += 1;
    /* A callback may call; it may not free what its own call is using. */
    OK(unphi_deidentify_to(sink->deid, TEXT(NOTE), inner, sizeof inner, &needed));
    CHECK(IS(inner, needed, CLEAN));
    FAILS(UNPHI_STATUS_HANDLE_IN_USE, unphi_deidentifier_free((unphi_deidentifier *)(uintptr_t)sink->deid));
    return 0;
}

static void callbacks(const unphi_deidentifier *deid) {
    enum { LINES = 12000 };
    static const char LINE[] = "MRN: 00482913 caf\xc3\xa9\n";
    const size_t size = LINES * (sizeof LINE - 1);
    char *text = malloc(size);
    struct sink sink = {NULL, NULL, 0, 0, SIZE_MAX};
    unphi_result *result = NULL;
    const char *data = NULL;
    size_t len = 0, i;

    CHECK(text != NULL);
    for (i = 0; i < LINES; i++) memcpy(text + i * (sizeof LINE - 1), LINE, sizeof LINE - 1);
    sink.deid = deid;
    sink.data = malloc(size);
    CHECK(sink.data != NULL);
    OK(unphi_deidentify_write(deid, text, size, keep, &sink));
    CHECK(sink.pieces > 1);
    OK(unphi_deidentify(deid, text, size, &result));
    OK(unphi_result_text(result, &data, &len));
    CHECK(len == sink.len && memcmp(data, sink.data, len) == 0);
    OK(unphi_result_free(result));

    sink.len = sink.pieces = 0;
    sink.most = 1;
    FAILS(UNPHI_STATUS_STOPPED, unphi_deidentify_write(deid, text, size, keep, &sink));
    CHECK(sink.pieces == 1);
    /* A text that fails gives out nothing. */
    sink.len = sink.pieces = 0;
    text[size - 1] = '\xff';
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_deidentify_write(deid, text, size, keep, &sink));
    CHECK(sink.pieces == 0);
    OK(unphi_deidentify_write(deid, NULL, 0, keep, &sink));
    CHECK(sink.pieces == 0);
    free(sink.data);
    free(text);
}

static void batches(const unphi_deidentifier *deid) {
    const unphi_slice texts[] = {{TEXT(NOTE)}, {TEXT("bad \xff byte")}, {NULL, 0}, {TEXT("SSN 219-09-9999")}};
    unphi_batch *batch = NULL;
    unphi_result *result = NULL;
    const unphi_span *spans = NULL;
    const char *data = NULL;
    size_t len = 0, count = 0;

    OK(unphi_deidentify_batch(deid, texts, 4, &batch));
    OK(unphi_batch_count(batch, &count));
    CHECK(count == 4);
    OK(unphi_batch_failures(batch, &count));
    CHECK(count == 1);
    OK(unphi_batch_text(batch, 0, &data, &len));
    CHECK(IS(data, len, CLEAN) && data[len] == '\0');
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_batch_text(batch, 1, &data, &len));
    CHECK(strstr(unphi_last_error(), "item 1") != NULL && strstr(unphi_last_error(), "byte 4") != NULL);
    FAILS(UNPHI_STATUS_INVALID_UTF8, unphi_batch_result(batch, 1, &result));
    OK(unphi_batch_text(batch, 2, &data, &len));
    CHECK(len == 0);
    OK(unphi_batch_text(batch, 3, &data, &len));
    CHECK(IS(data, len, "SSN [SSN]"));
    FAILS(UNPHI_STATUS_INDEX_OUT_OF_RANGE, unphi_batch_text(batch, 4, &data, &len));
    OK(unphi_batch_result(batch, 3, &result));
    OK(unphi_batch_free(batch));
    /* A result of a batch outlives it. */
    OK(unphi_result_text(result, &data, &len));
    CHECK(IS(data, len, "SSN [SSN]"));
    OK(unphi_result_spans(result, &spans, &count));
    CHECK(count == 1 && spans[0].start == 4 && spans[0].end == 15);
    OK(unphi_result_free(result));

    OK(unphi_deidentify_batch(deid, NULL, 0, &batch));
    OK(unphi_batch_count(batch, &count));
    CHECK(count == 0);
    OK(unphi_batch_free(batch));
}

static void settings(void) {
    unphi_options *options = NULL;
    unphi_deidentifier *deid = NULL;
    char buffer[64];
    size_t needed = 0;

    OK(unphi_options_new(&options));
    OK(unphi_options_add_allow(options, TEXT("Alvarez")));
    OK(unphi_options_add_deny(options, TEXT("Project Falcon")));
    OK(unphi_options_set_rules(options, TEXT("[[rule]]\nname = \"badge\"\nidentifier = \"other\"\nkind = \"badge\"\n"
                                             "patterns = ['\\bBDG-\\d{6}\\b']\n")));
    OK(unphi_options_set_min_confidence(options, 0.4F));
    OK(unphi_options_set_name_model(options, TEXT("auto")));
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_options_set_name_model(options, TEXT("no-such-folder")));
    CHECK(strstr(unphi_last_error(), "no-such-folder") != NULL);
    OK(unphi_deidentifier_new(options, &deid));
    OK(unphi_deidentify_to(deid, TEXT("BDG-204816, project falcon, Dr. Alvarez"), buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, "[OTHER], [OTHER], Dr. Alvarez"));
    OK(unphi_deidentifier_free(deid));

    deid = NULL;
    OK(unphi_options_set_min_confidence(options, 1.5F));
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_deidentifier_new(options, &deid));
    CHECK(deid == NULL && strstr(unphi_last_error(), "confidence") != NULL);
    OK(unphi_options_set_min_confidence(options, 0.5F));
    OK(unphi_options_set_rules(options, TEXT("[[rule]]\nname = 1\n")));
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_deidentifier_new(options, &deid));
    CHECK(deid == NULL && strlen(unphi_last_error()) > 0);
    OK(unphi_options_free(options));
}

static void subjects(const unphi_deidentifier *deid) {
    static const char NOTE_OF_WILL[] = "WILL DZURISIN (14.3.62) will call; 482913 ok'd.";
    unphi_subject *subject = NULL;
    const unphi_subject *both[2];
    unphi_options *options = NULL;
    unphi_deidentifier *own = NULL;
    char buffer[96];
    size_t needed = 0;

    OK(unphi_subject_new(&subject));
    OK(unphi_subject_add(subject, UNPHI_FACT_NAME, TEXT("Dzurisin, Will Q.")));
    OK(unphi_subject_add(subject, UNPHI_FACT_BIRTH_DATE, TEXT("1962-03-14")));
    OK(unphi_subject_add(subject, UNPHI_FACT_EMAIL, NULL, 0));
    OK(unphi_subject_add_id(subject, UNPHI_IDENTIFIER_MRN, TEXT("00482913")));
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_subject_add(subject, UNPHI_FACT_EMPLOYER + 1, TEXT("x")));
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_subject_add_id(subject, UNPHI_IDENTIFIER_OTHER + 1, TEXT("x")));
    both[0] = both[1] = subject;
    OK(unphi_deidentifier_with_subjects(deid, both, 2, &own));
    OK(unphi_deidentify_to(own, TEXT(NOTE_OF_WILL), buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, "[NAME] (1962) will call; [MRN] ok'd."));
    OK(unphi_deidentifier_free(own));

    OK(unphi_options_new(&options));
    OK(unphi_options_add_subject(options, subject));
    OK(unphi_subject_free(subject));
    OK(unphi_deidentifier_new(options, &own));
    OK(unphi_deidentify_to(own, TEXT(NOTE_OF_WILL), buffer, sizeof buffer, &needed));
    CHECK(IS(buffer, needed, "[NAME] (1962) will call; [MRN] ok'd."));
    OK(unphi_deidentifier_free(own));
    OK(unphi_options_free(options));

    /* A wrong fact is told without its words; a freed subject is told. */
    own = NULL;
    both[1] = subject;
    FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_deidentifier_with_subjects(deid, both, 2, &own));
    OK(unphi_subject_new(&subject));
    OK(unphi_subject_add(subject, UNPHI_FACT_BIRTH_DATE, TEXT("Ovechkina")));
    both[0] = subject;
    FAILS(UNPHI_STATUS_CONFIGURATION, unphi_deidentifier_with_subjects(deid, both, 1, &own));
    CHECK(own == NULL && strstr(unphi_last_error(), "Ovechkina") == NULL && strlen(unphi_last_error()) > 0);
    FAILS(UNPHI_STATUS_NULL_POINTER, unphi_deidentifier_with_subjects(deid, NULL, 1, &own));
    OK(unphi_subject_free(subject));
}

int main(void) {
    unphi_deidentifier *deid = NULL;

    CHECK(strcmp(unphi_last_error(), "") == 0);
    CHECK(strcmp(unphi_version(), UNPHI_VERSION) == 0);
    CHECK(unphi_abi_version() == UNPHI_ABI_VERSION);
    CHECK(strcmp(unphi_identifier_name(UNPHI_IDENTIFIER_HEALTH_PLAN), "health_plan") == 0);
    CHECK(strcmp(unphi_status_name(UNPHI_STATUS_OK), "ok") == 0);
    OK(unphi_deidentifier_new(NULL, &deid));
    results(deid);
    buffers(deid);
    callbacks(deid);
    batches(deid);
    subjects(deid);
    OK(unphi_deidentifier_free(deid));
    settings();
    CHECK(unphi_handle_count() == 0);
    return EXIT_SUCCESS;
}
