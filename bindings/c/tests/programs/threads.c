/* Eight threads, one engine: the same output everywhere, messages of their own, and misuse that stays harmless. */
#include <pthread.h>
#include <stdint.h>

#include "check.h"

enum { THREADS = 8, ROUNDS = 300 };

static const char *const NOTES[] = {
    "Pt John Smith, DOB 03/14/1962, MRN: 00482913. Seen by Dr. Alvarez.",
    "Call daughter Mei Tanaka at (617) 555-0142, fax 617-555-0199.",
    "SSN 219-09-9999; jsmith@example.org; 10.1.2.3",
    "K 4.1, Na 139, L4-L5, 2-0 Vicryl, T2N1M0.",
};
enum { COUNT = sizeof NOTES / sizeof NOTES[0] };

static unphi_deidentifier *deid;
static unphi_result *shared;
static char expected[COUNT][256];
static size_t expected_len[COUNT];

static void *work(void *argument) {
    const size_t thread = (size_t)(uintptr_t)argument;
    size_t round;
    for (round = 0; round < ROUNDS; round++) {
        const size_t i = (thread + round) % COUNT;
        unphi_result *result = NULL;
        unphi_deidentifier *own = NULL;
        const char *data = NULL;
        size_t len = 0;
        char buffer[256], message[64];

        OK(unphi_deidentify(deid, NOTES[i], strlen(NOTES[i]), &result));
        OK(unphi_result_text(result, &data, &len));
        CHECK(len == expected_len[i] && memcmp(data, expected[i], len) == 0);
        OK(unphi_result_free(result));
        FAILS(UNPHI_STATUS_INVALID_HANDLE, unphi_result_free(result));
        OK(unphi_deidentify_to(deid, NOTES[i], strlen(NOTES[i]), buffer, sizeof buffer, &len));
        CHECK(len == expected_len[i] && memcmp(buffer, expected[i], len) == 0);
        OK(unphi_result_text(shared, &data, &len));
        CHECK(len == expected_len[0] && memcmp(data, expected[0], len) == 0);

        /* The message is this thread's. */
        FAILS(UNPHI_STATUS_INDEX_OUT_OF_RANGE, unphi_result_span_kind(shared, 1000 + thread, &data, &len));
        sprintf(message, "no span %u:", (unsigned)(1000 + thread));
        CHECK(strstr(unphi_last_error(), message) != NULL);

        if (round % 50 == 0) {
            OK(unphi_deidentifier_new(NULL, &own));
            OK(unphi_deidentify_to(own, NOTES[i], strlen(NOTES[i]), buffer, sizeof buffer, &len));
            CHECK(len == expected_len[i] && memcmp(buffer, expected[i], len) == 0);
            OK(unphi_deidentifier_free(own));
        }
    }
    return NULL;
}

/* Frees the engine under the threads that use it: each gets its output or a status. */
static void *race(void *argument) {
    size_t round;
    (void)argument;
    for (round = 0; round < ROUNDS; round++) {
        char buffer[256];
        size_t len = 0;
        const unphi_status status = unphi_deidentify_to(deid, NOTES[0], strlen(NOTES[0]), buffer, sizeof buffer, &len);
        CHECK(status == UNPHI_STATUS_OK || status == UNPHI_STATUS_INVALID_HANDLE ||
              status == UNPHI_STATUS_HANDLE_IN_USE);
        if (status == UNPHI_STATUS_OK) CHECK(len == expected_len[0] && memcmp(buffer, expected[0], len) == 0);
    }
    return NULL;
}

static void run(void *(*body)(void *)) {
    pthread_t threads[THREADS];
    size_t i;
    for (i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, body, (void *)(uintptr_t)i) == 0);
    if (body == race) {
        while (unphi_deidentifier_free(deid) != UNPHI_STATUS_OK) {}
    }
    for (i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
}

int main(void) {
    size_t i;
    OK(unphi_deidentifier_new(NULL, &deid));
    for (i = 0; i < COUNT; i++) {
        OK(unphi_deidentify_to(deid, NOTES[i], strlen(NOTES[i]), expected[i], sizeof expected[i], &expected_len[i]));
    }
    CHECK(strstr(expected[0], "Smith") == NULL && strstr(expected[1], "Tanaka") == NULL);
    OK(unphi_deidentify(deid, NOTES[0], strlen(NOTES[0]), &shared));
    run(work);
    run(race);
    OK(unphi_result_free(shared));
    CHECK(unphi_handle_count() == 0);
    return EXIT_SUCCESS;
}
