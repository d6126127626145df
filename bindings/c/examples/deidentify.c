/* De-identifies two invented notes, or standard input with `-`, and lists what was found.
 *
 *     cc -std=c99 deidentify.c $(pkg-config --cflags --libs unphi) -o deidentify
 *     ./deidentify - < note.txt
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unphi.h>

static const char *const NOTES[] = {
    "Pt John Smith, DOB 03/14/1962, MRN: 00482913. Seen by Dr. Alvarez at Mercy General Hospital on 4/2/2024.",
    "K 4.1, Na 139. Call daughter Mei Tanaka at (617) 555-0142. Badge BDG-204816 returned.",
};

static int fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, unphi_last_error());
    return EXIT_FAILURE;
}

static int deidentify(const unphi_deidentifier *deid, const char *note, size_t len) {
    unphi_result *result = NULL;
    const unphi_span *spans = NULL;
    const char *text = NULL;
    size_t text_len = 0;
    size_t count = 0;
    size_t i;

    if (unphi_deidentify(deid, note, len, &result) != UNPHI_STATUS_OK) return fail("a note is withheld");
    unphi_result_text(result, &text, &text_len);
    fwrite(text, 1, text_len, stdout);
    putchar('\n');

    unphi_result_spans(result, &spans, &count);
    for (i = 0; i < count; i++) {
        const char *kind = NULL;
        size_t kind_len = 0;
        unphi_result_span_kind(result, i, &kind, &kind_len);
        printf("  bytes %lu to %lu: %s/%.*s (%.2f)\n", (unsigned long)spans[i].start, (unsigned long)spans[i].end,
               unphi_identifier_name(spans[i].identifier), (int)kind_len, kind, (double)spans[i].confidence);
    }
    unphi_result_free(result);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    static const char RULES[] = "[[rule]]\n"
                                "name = \"ward-badge\"\n"
                                "identifier = \"other\"\n"
                                "kind = \"badge\"\n"
                                "patterns = ['\\bBDG-\\d{6}\\b']\n";
    static char input[1 << 20];
    unphi_options *options = NULL;
    unphi_deidentifier *deid = NULL;
    int outcome = EXIT_SUCCESS;
    size_t i;

    if (unphi_options_new(&options) != UNPHI_STATUS_OK ||
        unphi_options_set_rules(options, RULES, sizeof RULES - 1) != UNPHI_STATUS_OK ||
        unphi_deidentifier_new(options, &deid) != UNPHI_STATUS_OK) {
        outcome = fail("the engine cannot be made");
    } else if (argc > 1 && strcmp(argv[1], "-") == 0) {
        outcome = deidentify(deid, input, fread(input, 1, sizeof input, stdin));
    } else {
        for (i = 0; i < sizeof NOTES / sizeof NOTES[0] && outcome == EXIT_SUCCESS; i++) {
            outcome = deidentify(deid, NOTES[i], strlen(NOTES[i]));
        }
    }
    unphi_deidentifier_free(deid);
    unphi_options_free(options);
    return outcome;
}
