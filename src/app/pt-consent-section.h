/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consent where it matters: on the page of a person, and on that of a note or photo for everybody who
 * speaks, is there or is shown. One button and one choice record an act. */
#pragma once

#include "pt-detail-load.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_CONSENT_SECTION (pt_consent_section_get_type ())
G_DECLARE_FINAL_TYPE (PtConsentSection, pt_consent_section, PT, CONSENT_SECTION, AdwBin)

GtkWidget *pt_consent_section_new (PtLogbook *logbook);
void pt_consent_section_show (PtConsentSection *self, const PtDetailData *data);

G_END_DECLS
