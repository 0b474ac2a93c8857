/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On a computer without libcurl nothing is shared, and that is said: here no library can be loaded. */
#include "pt-transport.h"

#include <dlfcn.h>

void *
dlopen (const char *file, int flags)
{
  return NULL;
}

static void
test_says_so (void)
{
  const PtRequest request = { .method = "GET", .path = "/v1/hello" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtTransport) transport = NULL;
  g_autoptr (PtResponse) response = NULL;

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*libcurl*");
  transport = pt_curl_transport_new ("https://localhost:1", NULL);
  g_test_assert_expected_messages ();
  response = pt_transport_send (transport, &request, NULL, &error);

  g_assert_null (response);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/late/says-so", test_says_so);
  return g_test_run ();
}
