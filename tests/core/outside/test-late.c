/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that are found when they are needed, or not. */
#include "pt-late.h"

#include <gio/gio.h>
#include <string.h>

typedef struct
{
  char *(*strdup) (const char *text);
  gpointer missing;
} Table;

static const PtLateFunction functions[] = {
  { "g_strdup", G_STRUCT_OFFSET (Table, strdup) },
  { "g_no_such_function", G_STRUCT_OFFSET (Table, missing) },
};

static void
test_found (void)
{
  Table table = { NULL };

  g_assert_true (pt_late_find ("libglib-2.0.so.0", functions, 1, &table));

  g_autofree char *copy = table.strdup ("words");
  g_assert_cmpstr (copy, ==, "words");
}

static void
test_missing_function (void)
{
  Table table = { NULL };

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*g_no_such_function*");
  g_assert_false (pt_late_find ("libglib-2.0.so.0", functions, 2, &table));
  g_test_assert_expected_messages ();
}

static void
test_missing_library (void)
{
  Table table = { NULL };
  g_autoptr (GError) error = NULL;

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*libnosuch.so.7*");
  g_assert_false (pt_late_find ("libnosuch.so.7", functions, 1, &table));
  g_test_assert_expected_messages ();
  pt_late_set_missing (&error, "libnosuch.so.7");
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "libnosuch.so.7"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/late/found", test_found);
  g_test_add_func ("/late/missing-function", test_missing_function);
  g_test_add_func ("/late/missing-library", test_missing_library);
  return g_test_run ();
}
