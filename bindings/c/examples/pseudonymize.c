/* Replaces identifiers by encrypted tokens, and opens them again in a text that quotes them.
 *
 *     cc -std=c99 pseudonymize.c $(pkg-config --cflags --libs unphi) -o pseudonymize
 *     UNPHI_KEY=$(openssl rand -hex 32) ./pseudonymize
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unphi.h>

/* For a trial without a key of one's own. */
static const char INVENTED[] = "6d5c5c6e2a0b4c1f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817";

static const char NOTE[] = "Mrs. Ruiz, MRN: 00482913, was seen by Dr. Alvarez.";

static int fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, unphi_last_error());
    return EXIT_FAILURE;
}

/* An engine that encrypts, with the key of the environment. */
static unphi_status engine(unphi_deidentifier **deid) {
    unphi_policy *policy = NULL;
    unphi_key *key = NULL;
    unphi_options *options = NULL;
    unphi_status status = unphi_policy_named("reversible", strlen("reversible"), &policy);

    if (status == UNPHI_STATUS_OK) {
        status = getenv("UNPHI_KEY") != NULL ? unphi_key_from_env(NULL, 0, &key)
                                             : unphi_key_from_hex(INVENTED, strlen(INVENTED), &key);
    }
    if (status == UNPHI_STATUS_OK) status = unphi_options_new(&options);
    if (status == UNPHI_STATUS_OK) status = unphi_options_set_policy(options, policy);
    if (status == UNPHI_STATUS_OK) status = unphi_options_set_key(options, key);
    if (status == UNPHI_STATUS_OK) status = unphi_deidentifier_new(options, deid);
    /* The engine has copies. */
    unphi_options_free(options);
    unphi_key_free(key);
    unphi_policy_free(policy);
    return status;
}

int main(void) {
    unphi_deidentifier *deid = NULL;
    unphi_result *result = NULL;
    unphi_reidentified *back = NULL;
    const unphi_token_fault *faults = NULL;
    const char *text = NULL;
    size_t len = 0, opened = 0, left = 0;
    int outcome = EXIT_SUCCESS;

    if (engine(&deid) != UNPHI_STATUS_OK) return fail("the engine cannot be made");
    if (unphi_deidentify(deid, NOTE, strlen(NOTE), &result) != UNPHI_STATUS_OK ||
        unphi_result_text(result, &text, &len) != UNPHI_STATUS_OK) {
        outcome = fail("the note is withheld");
    } else {
        printf("%.*s\n", (int)len, text);
        if (unphi_reidentify(deid, text, len, &back) != UNPHI_STATUS_OK ||
            unphi_reidentified_text(back, &text, &len) != UNPHI_STATUS_OK ||
            unphi_reidentified_opened(back, &opened) != UNPHI_STATUS_OK ||
            unphi_reidentified_faults(back, &faults, &left) != UNPHI_STATUS_OK) {
            outcome = fail("the tokens cannot be opened");
        } else {
            printf("%.*s\n%lu tokens opened, %lu left\n", (int)len, text, (unsigned long)opened, (unsigned long)left);
        }
    }
    unphi_reidentified_free(back);
    unphi_result_free(result);
    unphi_deidentifier_free(deid);
    return outcome;
}
