/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that every record has, and the list of kinds. */
#include "pt-schema-tables.h"

#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>

const PtField pt_common_fields[] = {
  { .id = "sharing",
    .label = N_ ("Sharing"),
    .kind = PT_KIND_ENUM,
    .tier = PT_TIER_MORE,
    .flags = PT_FIELD_STRICTEST | PT_FIELD_FILTER,
    .vocabulary = &pt_vocabulary_sharing,
    .fallback = "core",
    .since = 1 },
  { .id = "lang",
    .label = N_ ("Language"),
    .kind = PT_KIND_ENUM,
    .tier = PT_TIER_MORE,
    .flags = PT_FIELD_AUTOMATIC,
    .vocabulary = &pt_vocabulary_lang,
    .since = 1 },
  { .id = "archived",
    .label = N_ ("Archived"),
    .kind = PT_KIND_BOOL,
    .tier = PT_TIER_MORE,
    .flags = PT_FIELD_AUTOMATIC,
    .since = 1 },
  { .id = "status_why",
    .label = N_ ("Why this status"),
    .kind = PT_KIND_LONG,
    .tier = PT_TIER_MORE,
    .flags = PT_FIELD_SEARCHED,
    .since = 1 },
  { .id = "same_as",
    .label = N_ ("Same as"),
    .kind = PT_KIND_REF,
    .tier = PT_TIER_MORE,
    .flags = PT_FIELD_AUTOMATIC,
    .since = 1 },
  { .id = "tags",
    .label = N_ ("Tags"),
    .kind = PT_KIND_TAGS,
    .tier = PT_TIER_MORE,
    .flags = PT_FIELD_SEARCHED | PT_FIELD_FILTER,
    .since = 1 },
};

const guint pt_n_common_fields = G_N_ELEMENTS (pt_common_fields);

const PtRecordKind *const pt_record_kinds[] = {
  &pt_record_kind_logbook,     &pt_record_kind_entry,       &pt_record_kind_learning,
  &pt_record_kind_question,    &pt_record_kind_challenge,   &pt_record_kind_experiment,
  &pt_record_kind_stakeholder, &pt_record_kind_involvement, &pt_record_kind_consent,
  &pt_record_kind_outcome,     &pt_record_kind_measurement, &pt_record_kind_mechanism,
  &pt_record_kind_resource,    &pt_record_kind_action,      &pt_record_kind_narrative,
  &pt_record_kind_passage,     &pt_record_kind_release,     &pt_record_kind_link,
  &pt_record_kind_attachment,  &pt_record_kind_comment,
};

const guint pt_n_record_kinds = G_N_ELEMENTS (pt_record_kinds);
