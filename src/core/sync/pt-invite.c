/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invite as people pass it on: https://HOST:PORT/join/ID#sha256//PIN. The pin stands behind the
 * `#`, so that a browser that opens the address by mistake does not send it anywhere. */
#include "pt-sync.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIN_PREFIX "sha256//"
#define PIN_LENGTH (8 + 44) /* 32 bytes in base64 */
#define JOIN "/join/"

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, PT_SYNC_ERROR, PT_SYNC_ERROR_INVITE,
                       _ ("This is not an invite. It looks like https://…/join/… and is best "
                          "copied as a whole."));
  return FALSE;
}

static gboolean
is_pin (const char *text)
{
  g_autofree guchar *bytes = NULL;
  gsize size = 0;

  if (!g_str_has_prefix (text, PIN_PREFIX) || strlen (text) != PIN_LENGTH)
    return FALSE;
  bytes = g_base64_decode (text + strlen (PIN_PREFIX), &size);
  return size == 32;
}

/* A name or an address. Anything else, such as an `@`, could be read as another host by others. */
static gboolean
is_host (const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._:", *p) == NULL && (*p & 0x80) == 0)
      return FALSE;
  return text != NULL && text[0] != '\0';
}

/* An address and nothing around it. */
static gboolean
is_plain (GUri *uri)
{
  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 && is_host (g_uri_get_host (uri))
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL;
}

static gboolean
read_uri (PtInvite *self, GUri *uri, GError **error)
{
  const char *path = g_uri_get_path (uri);
  const char *join = strstr (path, JOIN);
  const char *fragment = g_uri_get_fragment (uri);
  g_autofree char *prefix = NULL;
  g_autofree char *host = NULL;

  if (!is_plain (uri) || join == NULL || !pt_id_is_valid (join + strlen (JOIN))
      || (fragment != NULL && !is_pin (fragment)))
    return fail (error);
  prefix = g_strndup (path, (gsize)(join - path));
  host = strchr (g_uri_get_host (uri), ':') != NULL ? g_strdup_printf ("[%s]", g_uri_get_host (uri))
                                                    : g_strdup (g_uri_get_host (uri));
  self->hub_url = g_uri_get_port (uri) > 0
                      ? g_strdup_printf ("https://%s:%d%s", host, g_uri_get_port (uri), prefix)
                      : g_strdup_printf ("https://%s%s", host, prefix);
  self->invite = g_strdup (join + strlen (JOIN));
  self->pin = g_strdup (fragment);
  return TRUE;
}

PtInvite *
pt_invite_parse (const char *url, GError **error)
{
  g_autoptr (PtInvite) self = g_new0 (PtInvite, 1);
  g_autofree char *text = g_strstrip (g_strdup (url));
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED_PATH, NULL);

  if (uri == NULL)
    {
      fail (error);
      return NULL;
    }
  if (!read_uri (self, uri, error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
pt_invite_format (const PtInvite *self)
{
  return g_strconcat (self->hub_url, JOIN, self->invite, self->pin != NULL ? "#" : NULL, self->pin,
                      NULL);
}

void
pt_invite_free (PtInvite *self)
{
  if (self == NULL)
    return;
  g_free (self->hub_url);
  g_free (self->invite);
  g_free (self->pin);
  g_free (self);
}
