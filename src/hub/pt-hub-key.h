/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub's own TLS key: made once, known to laptops by the pin in their invite. */
#pragma once

#include "pt-world.h"

G_BEGIN_DECLS

/* EC P-256 and a self-signed certificate of ten years; both files 0600. */
gboolean pt_hub_key_make (const char *key_path, const char *certificate_path, PtWorld *world,
                          GError **error);

/* (transfer full): sha256// and base64 of the hash of the certificate's public key (RFC 7469 §2.4) */
char *pt_hub_key_pin (const char *certificate_path, GError **error);

/* Whether TLS can be served with these two files: both whole, the key that of the certificate. */
gboolean pt_hub_key_fits (const char *key_path, const char *certificate_path);

G_END_DECLS
