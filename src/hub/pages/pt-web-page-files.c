/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-web-page-files.h. */
#include "pt-web-page-files.h"

#include "pt-hub-resources.h"
#include "pt-web-page.h"
#include "pt-web-page-routes.h"

#include <string.h>

#define PLACE "/nl/proeftuin/Proeftuin/hub/pages/"
#define HASH_SIGNS 16

static const struct
{
  const char *name, *type;
} files[] = {
  { PT_WEB_PAGE_FILE_STYLE, "text/css; charset=utf-8" },
  { PT_WEB_PAGE_FILE_SCRIPT, "text/javascript; charset=utf-8" },
  { PT_WEB_PAGE_FILE_WORKER, "text/javascript; charset=utf-8" },
};

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_strconcat (PLACE, name, NULL);
  GBytes *bytes;

  /* The linker drops the constructor of a resource in a static library. */
  g_resources_register (pt_hub_get_resource ());
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  return bytes;
}

char *
pt_web_page_file_path (const char *name)
{
  g_autoptr (GBytes) bytes = load (name);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strdup_printf ("/static/%.*s-%s", HASH_SIGNS, hash, name);
}

PtHubResponse *
pt_web_page_static (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = pt_web_page_file_path (files[i].name);
      PtHubResponse *response;

      if (strcmp (path + strlen ("/static/"), request->item) != 0)
        continue;
      response = pt_hub_response_new_bytes (200, files[i].type, load (files[i].name));
      response->cacheable = TRUE;
      pt_hub_response_add_header (response, "X-Content-Type-Options", "nosniff");
      /* Of use to the worker alone, which asks for one page of a logbook and speaks with nobody else. */
      pt_hub_response_add_header (response, "Service-Worker-Allowed", "/l/");
      pt_hub_response_add_header (response, "Content-Security-Policy",
                                  "default-src 'none'; connect-src 'self'");
      return response;
    }
  return pt_web_page_not_found (hub, request);
}
