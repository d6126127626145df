/* Checks that stay when NDEBUG is defined. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unphi.h>

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not so: %s (last error: %s)\n", __FILE__, __LINE__, #condition, unphi_last_error());    \
            exit(EXIT_FAILURE);                                                                                        \
        }                                                                                                              \
    } while (0)

#define OK(call) CHECK((call) == UNPHI_STATUS_OK)
#define FAILS(status, call) CHECK((call) == (status))

/* A literal as pointer and length. */
#define TEXT(literal) (literal), (sizeof(literal) - 1)

#define IS(data, len, literal) ((len) == sizeof(literal) - 1 && memcmp((data), (literal), sizeof(literal) - 1) == 0)

#endif
