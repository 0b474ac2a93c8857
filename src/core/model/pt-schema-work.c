/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed to do. */
#include "pt-schema-tables.h"

#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>

static const PtField action_fields[] = {
  { .id = "text",
    .label = N_ ("Action"),
    .kind = PT_KIND_TEXT,
    .flags = PT_FIELD_REQUIRED | PT_FIELD_SEARCHED | PT_FIELD_LISTED,
    .since = 1 },
  { .id = "type",
    .label = N_ ("Kind"),
    .kind = PT_KIND_ENUM,
    .flags = PT_FIELD_LISTED | PT_FIELD_FILTER,
    .vocabulary = &pt_vocabulary_action_type,
    .fallback = "todo",
    .since = 1 },
  { .id = "about",
    .label = N_ ("About"),
    .kind = PT_KIND_REF,
    .flags = PT_FIELD_FILTER,
    .since = 1 },
  { .id = "who",
    .label = N_ ("Who does it"),
    .kind = PT_KIND_REF,
    .flags = PT_FIELD_MEMBER | PT_FIELD_LISTED,
    .target = "stakeholder",
    .since = 1 },
  { .id = "to_whom",
    .label = N_ ("For whom it is"),
    .kind = PT_KIND_REF,
    .target = "stakeholder",
    .since = 1 },
  { .id = "due_on",
    .label = N_ ("Due"),
    .kind = PT_KIND_MOMENT,
    .flags = PT_FIELD_LISTED | PT_FIELD_FILTER | PT_FIELD_AHEAD,
    .since = 1 },
  { .id = "status",
    .label = N_ ("Status"),
    .kind = PT_KIND_ENUM,
    .flags = PT_FIELD_LISTED | PT_FIELD_FILTER,
    .vocabulary = &pt_vocabulary_action_status,
    .fallback = "open",
    .since = 1 },
  { .id = "done_on", .label = N_ ("Done on"), .kind = PT_KIND_DATE, .since = 1 },
  { .id = "result",
    .label = N_ ("Outcome of the action"),
    .kind = PT_KIND_TEXT,
    .flags = PT_FIELD_SEARCHED,
    .since = 1 },
};

const PtRecordKind pt_record_kind_action = {
  .id = "action",
  .label = N_ ("Action"),
  .label_plural = N_ ("Actions"),
  .fields = action_fields,
  .n_fields = G_N_ELEMENTS (action_fields),
  .title_field = "text",
  .date_field = "due_on",
  .status_field = "status",
  .icon = "pt-action-symbolic",
};
