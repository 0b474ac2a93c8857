/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every vocabulary: its keys, in the order in which people choose from them, and their labels. Of
 * fields that gates read (PT_FIELD_STRICTEST) the order is from strict to free. Keys are stored: they
 * are never renamed. */
#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>

#define VOCABULARY(name, key)                                                                      \
  const PtVocabulary pt_vocabulary_##name = { key, name##_terms, G_N_ELEMENTS (name##_terms) }

static const PtTerm sharing_terms[] = {
  { "private", NC_ ("sharing", "Only on this laptop") },
  { "core", NC_ ("sharing", "Core team") },
  { "team", NC_ ("sharing", "Everybody in this logbook") },
  { "network", NC_ ("sharing", "Network") },
  { "public", NC_ ("sharing", "Public") },
};
VOCABULARY (sharing, "sharing");

static const PtTerm lang_terms[] = {
  { "nl", NC_ ("lang", "Dutch") },
  { "en", NC_ ("lang", "English") },
};
VOCABULARY (lang, "lang");

static const PtTerm logbook_kind_terms[] = {
  { "field_lab", NC_ ("logbook.kind", "Field lab") },
  { "technical_field_lab", NC_ ("logbook.kind", "Field lab (technical)") },
  { "living_lab", NC_ ("logbook.kind", "Living lab") },
  { "experimentation_place", NC_ ("logbook.kind", "Experimentation place") },
  { "learning_community", NC_ ("logbook.kind", "Learning community") },
  { "other", NC_ ("logbook.kind", "Other") },
};
VOCABULARY (logbook_kind, "logbook.kind");

static const PtTerm logbook_status_terms[] = {
  { "preparing", NC_ ("logbook.status", "Preparing") },
  { "running", NC_ ("logbook.status", "Running") },
  { "closing", NC_ ("logbook.status", "Closing") },
  { "closed", NC_ ("logbook.status", "Closed") },
};
VOCABULARY (logbook_status, "logbook.status");

static const PtTerm logbook_reporting_period_terms[] = {
  { "quarter", NC_ ("logbook.reporting_period", "Quarter") },
  { "half_year", NC_ ("logbook.reporting_period", "Half a year") },
  { "year", NC_ ("logbook.reporting_period", "Year") },
};
VOCABULARY (logbook_reporting_period, "logbook.reporting_period");

static const PtTerm logbook_legal_basis_terms[] = {
  { "consent", NC_ ("logbook.legal_basis", "Consent") },
  { "public_task", NC_ ("logbook.legal_basis", "Public task") },
  { "legitimate_interest", NC_ ("logbook.legal_basis", "Legitimate interest") },
  { "other", NC_ ("logbook.legal_basis", "Other") },
};
VOCABULARY (logbook_legal_basis, "logbook.legal_basis");

static const PtTerm challenge_phase_terms[] = {
  { "awareness", NC_ ("challenge.phase", "Awareness") },
  { "insight", NC_ ("challenge.phase", "Insight") },
  { "problem_analysis", NC_ ("challenge.phase", "Problem analysis") },
  { "network", NC_ ("challenge.phase", "Network & ecosystem") },
  { "co_creation", NC_ ("challenge.phase", "Co-creation & production") },
  { "scaling", NC_ ("challenge.phase", "Scaling") },
};
VOCABULARY (challenge_phase, "challenge.phase");

static const PtTerm challenge_status_terms[] = {
  { "open", NC_ ("challenge.status", "Open") },
  { "in_progress", NC_ ("challenge.status", "In progress") },
  { "embedded", NC_ ("challenge.status", "Embedded") },
  { "let_go", NC_ ("challenge.status", "Let go") },
};
VOCABULARY (challenge_status, "challenge.status");

static const PtTerm experiment_stage_terms[] = {
  { "empathise", NC_ ("experiment.stage", "Empathise") },
  { "define", NC_ ("experiment.stage", "Define") },
  { "ideate", NC_ ("experiment.stage", "Ideate") },
  { "prototype", NC_ ("experiment.stage", "Prototype") },
  { "test", NC_ ("experiment.stage", "Test") },
};
VOCABULARY (experiment_stage, "experiment.stage");

static const PtTerm experiment_status_terms[] = {
  { "idea", NC_ ("experiment.status", "Idea") },
  { "preparing", NC_ ("experiment.status", "Preparing") },
  { "running", NC_ ("experiment.status", "Running") },
  { "paused", NC_ ("experiment.status", "Paused") },
  { "completed", NC_ ("experiment.status", "Completed") },
  { "stopped", NC_ ("experiment.status", "Stopped") },
};
VOCABULARY (experiment_status, "experiment.status");

static const PtTerm experiment_decision_terms[] = {
  { "stop", NC_ ("experiment.decision", "Stop") },
  { "adapt", NC_ ("experiment.decision", "Adapt") },
  { "repeat", NC_ ("experiment.decision", "Repeat") },
  { "broaden", NC_ ("experiment.decision", "Broaden") },
  { "scale_up", NC_ ("experiment.decision", "Scale up") },
  { "embed", NC_ ("experiment.decision", "Embed") },
};
VOCABULARY (experiment_decision, "experiment.decision");

static const PtTerm experiment_embedding_terms[] = {
  { "unknown", NC_ ("experiment.embedding", "Unknown") },
  { "barrier", NC_ ("experiment.embedding", "Barrier") },
  { "in_place", NC_ ("experiment.embedding", "In place") },
};
VOCABULARY (experiment_embedding, "experiment.embedding");

static const PtTerm experiment_values_check_terms[] = {
  { "privacy", NC_ ("experiment.values_check", "Privacy") },
  { "safety", NC_ ("experiment.values_check", "Safety") },
  { "inclusion", NC_ ("experiment.values_check", "Inclusion") },
  { "transparency", NC_ ("experiment.values_check", "Transparency") },
  { "social_relations", NC_ ("experiment.values_check", "Social relations") },
};
VOCABULARY (experiment_values_check, "experiment.values_check");

static const PtTerm stakeholder_kind_terms[] = {
  { "person", NC_ ("stakeholder.kind", "Person") },
  { "organisation", NC_ ("stakeholder.kind", "Organisation") },
  { "group", NC_ ("stakeholder.kind", "Group") },
  { "persona", NC_ ("stakeholder.kind", "Persona") },
};
VOCABULARY (stakeholder_kind, "stakeholder.kind");

static const PtTerm stakeholder_helix_terms[] = {
  { "citizens", NC_ ("stakeholder.helix", "Citizens") },
  { "civil_society", NC_ ("stakeholder.helix", "Civil society") },
  { "government", NC_ ("stakeholder.helix", "Government") },
  { "knowledge_institution", NC_ ("stakeholder.helix", "Knowledge institution") },
  { "business", NC_ ("stakeholder.helix", "Business") },
  { "funder", NC_ ("stakeholder.helix", "Funder") },
  { "natural_environment", NC_ ("stakeholder.helix", "Natural environment") },
  { "other", NC_ ("stakeholder.helix", "Other") },
};
VOCABULARY (stakeholder_helix, "stakeholder.helix");

static const PtTerm knowledge_terms[] = {
  { "lived", NC_ ("knowledge", "Lived experience") },
  { "professional", NC_ ("knowledge", "Professional") },
  { "scientific", NC_ ("knowledge", "Scientific") },
};
VOCABULARY (knowledge, "knowledge");

static const PtTerm consent_act_terms[] = {
  { "given", NC_ ("consent.act", "Given") },
  { "renewed", NC_ ("consent.act", "Renewed") },
  { "withdrawn", NC_ ("consent.act", "Withdrawn") },
};
VOCABULARY (consent_act, "consent.act");

static const PtTerm consent_form_terms[] = {
  { "written", NC_ ("consent.form", "Written") },
  { "oral", NC_ ("consent.form", "Oral") },
  { "recorded", NC_ ("consent.form", "Recorded") },
};
VOCABULARY (consent_form, "consent.form");

static const PtTerm consent_given_by_terms[] = {
  { "self", NC_ ("consent.given_by", "By themselves") },
  { "parent", NC_ ("consent.given_by", "By a parent") },
  { "representative", NC_ ("consent.given_by", "By a representative") },
};
VOCABULARY (consent_given_by, "consent.given_by");

static const PtTerm consent_uses_terms[] = {
  { "retell", NC_ ("consent.uses", "Retell in our own words") },
  { "anonymous_quote", NC_ ("consent.uses", "Anonymous quote") },
  { "named", NC_ ("consent.uses", "By name") },
  { "photo", NC_ ("consent.uses", "Photo") },
  { "voice", NC_ ("consent.uses", "Voice") },
  { "recontact", NC_ ("consent.uses", "Get in touch again") },
  { "research", NC_ ("consent.uses", "Research") },
};
VOCABULARY (consent_uses, "consent.uses");

static const PtTerm consent_reach_terms[] = {
  { "team", NC_ ("consent.reach", "Team") },
  { "participants", NC_ ("consent.reach", "Participants") },
  { "funder", NC_ ("consent.reach", "Funder") },
  { "network", NC_ ("consent.reach", "Network") },
  { "public", NC_ ("consent.reach", "Public") },
};
VOCABULARY (consent_reach, "consent.reach");

static const PtTerm involvement_role_terms[] = {
  { "signals_problems", NC_ ("involvement.role", "Signals problems") },
  { "unlocks_knowledge", NC_ ("involvement.role", "Unlocks knowledge") },
  { "makes_room", NC_ ("involvement.role", "Makes room in rules") },
  { "invests", NC_ ("involvement.role", "Invests") },
  { "engages_beneficiaries", NC_ ("involvement.role", "Engages beneficiaries") },
  { "co_designs", NC_ ("involvement.role", "Co-designs") },
  { "carries_out", NC_ ("involvement.role", "Carries out") },
  { "decides", NC_ ("involvement.role", "Decides") },
  { "takes_part", NC_ ("involvement.role", "Takes part") },
  { "co_researches", NC_ ("involvement.role", "Co-researches") },
  { "facilitates", NC_ ("involvement.role", "Facilitates") },
};
VOCABULARY (involvement_role, "involvement.role");

static const PtTerm involvement_level_terms[] = {
  { "inform", NC_ ("involvement.level", "Inform") },
  { "consult", NC_ ("involvement.level", "Consult") },
  { "advise", NC_ ("involvement.level", "Advise") },
  { "co_produce", NC_ ("involvement.level", "Co-produce") },
  { "co_decide", NC_ ("involvement.level", "Co-decide") },
  { "self_manage", NC_ ("involvement.level", "Self-manage") },
};
VOCABULARY (involvement_level, "involvement.level");

static const PtTerm entry_kind_terms[] = {
  { "event", NC_ ("entry.kind", "Event") },
  { "conversation", NC_ ("entry.kind", "Conversation") },
  { "interview", NC_ ("entry.kind", "Interview") },
  { "meeting", NC_ ("entry.kind", "Meeting") },
  { "training", NC_ ("entry.kind", "Training") },
  { "observation", NC_ ("entry.kind", "Observation") },
  { "quote", NC_ ("entry.kind", "Quote") },
  { "story", NC_ ("entry.kind", "Story") },
  { "idea", NC_ ("entry.kind", "Idea") },
  { "decision", NC_ ("entry.kind", "Decision") },
  { "review", NC_ ("entry.kind", "Review") },
  { "note", NC_ ("entry.kind", "Note") },
};
VOCABULARY (entry_kind, "entry.kind");

static const PtTerm entry_valence_terms[] = {
  { "high_point", NC_ ("entry.valence", "High point") },
  { "low_point", NC_ ("entry.valence", "Low point") },
  { "neutral", NC_ ("entry.valence", "Neutral") },
};
VOCABULARY (entry_valence, "entry.valence");

static const PtTerm entry_story_use_terms[] = {
  { "no", NC_ ("entry.story_use", "Not in the story") },
  { "undecided", NC_ ("entry.story_use", "Not yet decided") },
  { "yes", NC_ ("entry.story_use", "May be told") },
};
VOCABULARY (entry_story_use, "entry.story_use");

static const PtTerm question_kind_terms[] = {
  { "issue", NC_ ("question.kind", "Issue") },
  { "dilemma", NC_ ("question.kind", "Dilemma") },
  { "bottleneck", NC_ ("question.kind", "Bottleneck") },
  { "opportunity", NC_ ("question.kind", "Opportunity") },
};
VOCABULARY (question_kind, "question.kind");

static const PtTerm order_terms[] = {
  { "first", NC_ ("order", "First order") },
  { "second", NC_ ("order", "Second order") },
};
VOCABULARY (order, "order");

static const PtTerm question_status_terms[] = {
  { "open", NC_ ("question.status", "Open") },
  { "exploring", NC_ ("question.status", "Under exploration") },
  { "answered", NC_ ("question.status", "Answered") },
  { "passed_on", NC_ ("question.status", "Passed on") },
  { "dropped", NC_ ("question.status", "Dropped") },
};
VOCABULARY (question_status, "question.status");

static const PtTerm question_answer_confidence_terms[] = {
  { "provisional", NC_ ("question.answer_confidence", "Provisional") },
  { "shared", NC_ ("question.answer_confidence", "Shared") },
  { "firm", NC_ ("question.answer_confidence", "Firm") },
};
VOCABULARY (question_answer_confidence, "question.answer_confidence");

static const PtTerm learning_valence_terms[] = {
  { "pleasant_surprise", NC_ ("learning.valence", "Pleasant surprise") },
  { "setback", NC_ ("learning.valence", "Setback") },
  { "neutral", NC_ ("learning.valence", "Neutral") },
};
VOCABULARY (learning_valence, "learning.valence");

static const PtTerm learning_reach_terms[] = {
  { "only_here", NC_ ("learning.reach", "Only here") },
  { "similar_settings", NC_ ("learning.reach", "Similar settings") },
  { "general", NC_ ("learning.reach", "General") },
};
VOCABULARY (learning_reach, "learning.reach");

static const PtTerm learning_strength_terms[] = {
  { "hunch", NC_ ("learning.strength", "Hunch") },
  { "repeated", NC_ ("learning.strength", "Seen repeatedly") },
  { "tested", NC_ ("learning.strength", "Tested") },
};
VOCABULARY (learning_strength, "learning.strength");

static const PtTerm learning_status_terms[] = {
  { "draft", NC_ ("learning.status", "Draft") },
  { "for_review", NC_ ("learning.status", "For review") },
  { "discussed", NC_ ("learning.status", "Discussed") },
  { "established", NC_ ("learning.status", "Established") },
  { "applied", NC_ ("learning.status", "Applied") },
  { "withdrawn", NC_ ("learning.status", "Withdrawn") },
};
VOCABULARY (learning_status, "learning.status");

static const PtTerm outcome_status_terms[] = {
  { "intended", NC_ ("outcome.status", "Intended") },
  { "observed", NC_ ("outcome.status", "Observed") },
  { "substantiated", NC_ ("outcome.status", "Substantiated") },
  { "confirmed", NC_ ("outcome.status", "Confirmed") },
  { "did_not_occur", NC_ ("outcome.status", "Did not occur") },
  { "faded", NC_ ("outcome.status", "Faded") },
};
VOCABULARY (outcome_status, "outcome.status");

static const PtTerm outcome_level_terms[] = {
  { "individual", NC_ ("outcome.level", "Individual") },
  { "relational", NC_ ("outcome.level", "Relational") },
  { "organisational", NC_ ("outcome.level", "Organisational") },
  { "neighbourhood", NC_ ("outcome.level", "Neighbourhood") },
  { "societal", NC_ ("outcome.level", "Societal") },
};
VOCABULARY (outcome_level, "outcome.level");

static const PtTerm outcome_theme_terms[] = {
  { "empowerment", NC_ ("outcome.theme", "Empowerment") },
  { "agency", NC_ ("outcome.theme", "Agency") },
  { "competences", NC_ ("outcome.theme", "Competences") },
  { "collective_action", NC_ ("outcome.theme", "Collective action") },
  { "social_learning", NC_ ("outcome.theme", "Social learning") },
  { "cohesion", NC_ ("outcome.theme", "Social cohesion") },
  { "safety_net", NC_ ("outcome.theme", "Safety net") },
  { "relations", NC_ ("outcome.theme", "Relations") },
  { "self_reliance", NC_ ("outcome.theme", "Self-reliance") },
  { "wellbeing", NC_ ("outcome.theme", "Wellbeing") },
  { "access_to_rights", NC_ ("outcome.theme", "Access to rights") },
  { "policy", NC_ ("outcome.theme", "Policy & rules") },
  { "other", NC_ ("outcome.theme", "Other") },
};
VOCABULARY (outcome_theme, "outcome.theme");

static const PtTerm outcome_change_kind_terms[] = {
  { "understanding", NC_ ("outcome.change_kind", "Understanding") },
  { "awareness", NC_ ("outcome.change_kind", "Awareness") },
  { "attitude", NC_ ("outcome.change_kind", "Attitude") },
  { "behaviour", NC_ ("outcome.change_kind", "Behaviour") },
  { "relationship", NC_ ("outcome.change_kind", "Relationship") },
  { "practice", NC_ ("outcome.change_kind", "Practice") },
  { "policy", NC_ ("outcome.change_kind", "Policy") },
};
VOCABULARY (outcome_change_kind, "outcome.change_kind");

static const PtTerm outcome_direction_terms[] = {
  { "positive", NC_ ("outcome.direction", "Positive") },
  { "negative", NC_ ("outcome.direction", "Negative") },
  { "mixed", NC_ ("outcome.direction", "Mixed") },
};
VOCABULARY (outcome_direction, "outcome.direction");

static const PtTerm outcome_expected_terms[] = {
  { "expected", NC_ ("outcome.expected", "Expected") },
  { "unexpected", NC_ ("outcome.expected", "Unexpected") },
};
VOCABULARY (outcome_expected, "outcome.expected");

static const PtTerm outcome_horizon_terms[] = {
  { "direct", NC_ ("outcome.horizon", "Direct result") },
  { "short", NC_ ("outcome.horizon", "Short") },
  { "medium", NC_ ("outcome.horizon", "Medium") },
  { "long", NC_ ("outcome.horizon", "Long") },
};
VOCABULARY (outcome_horizon, "outcome.horizon");

static const PtTerm outcome_contribution_strength_terms[] = {
  { "small", NC_ ("outcome.contribution_strength", "Small") },
  { "partial", NC_ ("outcome.contribution_strength", "Partial") },
  { "large", NC_ ("outcome.contribution_strength", "Large") },
};
VOCABULARY (outcome_contribution_strength, "outcome.contribution_strength");

static const PtTerm measurement_method_terms[] = {
  { "count", NC_ ("measurement.method", "Count") },
  { "questionnaire", NC_ ("measurement.method", "Questionnaire") },
  { "interview", NC_ ("measurement.method", "Interview") },
  { "observation", NC_ ("measurement.method", "Observation") },
  { "register", NC_ ("measurement.method", "Register data") },
  { "estimate", NC_ ("measurement.method", "Estimate") },
};
VOCABULARY (measurement_method, "measurement.method");

static const PtTerm mechanism_status_terms[] = {
  { "assumed", NC_ ("mechanism.status", "Assumed") },
  { "some_evidence", NC_ ("mechanism.status", "Some evidence") },
  { "supported", NC_ ("mechanism.status", "Supported") },
  { "disputed", NC_ ("mechanism.status", "Disputed") },
  { "refuted", NC_ ("mechanism.status", "Refuted") },
};
VOCABULARY (mechanism_status, "mechanism.status");

static const PtTerm resource_direction_terms[] = {
  { "have", NC_ ("resource.direction", "Have") },
  { "need", NC_ ("resource.direction", "Need") },
  { "offer", NC_ ("resource.direction", "Offer") },
};
VOCABULARY (resource_direction, "resource.direction");

static const PtTerm resource_kind_terms[] = {
  { "financial", NC_ ("resource.kind", "Financial") },
  { "social", NC_ ("resource.kind", "Social") },
  { "capacity", NC_ ("resource.kind", "Capacity") },
  { "space_materials", NC_ ("resource.kind", "Space & materials") },
};
VOCABULARY (resource_kind, "resource.kind");

static const PtTerm resource_unit_terms[] = {
  { "eur", NC_ ("resource.unit", "€") },      { "h", NC_ ("resource.unit", "Hours") },
  { "fte", NC_ ("resource.unit", "FTE") },    { "m2", NC_ ("resource.unit", "m²") },
  { "pcs", NC_ ("resource.unit", "Pieces") },
};
VOCABULARY (resource_unit, "resource.unit");

static const PtTerm resource_status_terms[] = {
  { "pledged", NC_ ("resource.status", "Pledged") },
  { "available", NC_ ("resource.status", "Available") },
  { "used_up", NC_ ("resource.status", "Used up") },
};
VOCABULARY (resource_status, "resource.status");

static const PtTerm action_type_terms[] = {
  { "todo", NC_ ("action.type", "To do") },
  { "promise", NC_ ("action.type", "Promise") },
  { "appointment", NC_ ("action.type", "Appointment") },
};
VOCABULARY (action_type, "action.type");

static const PtTerm action_status_terms[] = {
  { "open", NC_ ("action.status", "Open") },
  { "done", NC_ ("action.status", "Done") },
  { "dropped", NC_ ("action.status", "Dropped") },
};
VOCABULARY (action_status, "action.status");

static const PtTerm narrative_audience_terms[] = {
  { "public", NC_ ("narrative.audience", "Public") },
  { "participants", NC_ ("narrative.audience", "Participants") },
  { "funder", NC_ ("narrative.audience", "Funder") },
  { "board", NC_ ("narrative.audience", "Municipality or board") },
  { "internal", NC_ ("narrative.audience", "Internal") },
  { "learning_network", NC_ ("narrative.audience", "Learning network") },
};
VOCABULARY (narrative_audience, "narrative.audience");

static const PtTerm narrative_name_policy_terms[] = {
  { "pseudonyms", NC_ ("narrative.name_policy", "Pseudonyms") },
  { "roles", NC_ ("narrative.name_policy", "Roles only") },
  { "names_with_consent", NC_ ("narrative.name_policy", "Names with consent") },
};
VOCABULARY (narrative_name_policy, "narrative.name_policy");

static const PtTerm narrative_status_terms[] = {
  { "draft", NC_ ("narrative.status", "Draft") },
  { "checking", NC_ ("narrative.status", "Being checked") },
  { "shared", NC_ ("narrative.status", "Shared") },
};
VOCABULARY (narrative_status, "narrative.status");

static const PtTerm passage_basis_terms[] = {
  { "proposed", NC_ ("passage.basis", "Proposed") },
  { "edited", NC_ ("passage.basis", "Edited") },
  { "own", NC_ ("passage.basis", "Own text") },
};
VOCABULARY (passage_basis, "passage.basis");

static const PtTerm link_kind_terms[] = {
  { "source", NC_ ("link.kind", "Source") },
  { "supports", NC_ ("link.kind", "Supports") },
  { "contradicts", NC_ ("link.kind", "Contradicts") },
  { "answers", NC_ ("link.kind", "Answers") },
  { "raises", NC_ ("link.kind", "Raises") },
  { "leads_to", NC_ ("link.kind", "Leads to") },
  { "present", NC_ ("link.kind", "Present") },
  { "speaker", NC_ ("link.kind", "Speaker") },
  { "depicts", NC_ ("link.kind", "Depicts") },
  { "confirms", NC_ ("link.kind", "Confirms") },
  { "follows", NC_ ("link.kind", "Follows") },
  { "similar_to", NC_ ("link.kind", "Similar to") },
  { "part_of", NC_ ("link.kind", "Part of") },
  { "inspired_by", NC_ ("link.kind", "Inspired by") },
};
VOCABULARY (link_kind, "link.kind");

static const PtTerm attachment_type_terms[] = {
  { "photo", NC_ ("attachment.type", "Photo") },
  { "scan", NC_ ("attachment.type", "Scan") },
  { "audio", NC_ ("attachment.type", "Audio") },
  { "video", NC_ ("attachment.type", "Video") },
  { "document", NC_ ("attachment.type", "Document") },
  { "web_page", NC_ ("attachment.type", "Web page") },
  { "literature", NC_ ("attachment.type", "Literature") },
  { "product", NC_ ("attachment.type", "Product") },
  { "consent_proof", NC_ ("attachment.type", "Proof of consent") },
};
VOCABULARY (attachment_type, "attachment.type");

static const PtTerm attachment_shows_terms[] = {
  { "not_checked", NC_ ("attachment.shows", "Not yet checked") },
  { "children", NC_ ("attachment.shows", "Children") },
  { "names_or_addresses", NC_ ("attachment.shows", "Names or addresses") },
  { "voice", NC_ ("attachment.shows", "Voice") },
  { "recognisable", NC_ ("attachment.shows", "Recognisable people") },
  { "nobody", NC_ ("attachment.shows", "Nobody") },
};
VOCABULARY (attachment_shows, "attachment.shows");

static const PtTerm attachment_sync_policy_terms[] = {
  { "always", NC_ ("attachment.sync_policy", "Always") },
  { "unmetered_only", NC_ ("attachment.sync_policy", "Only without data limit") },
  { "never", NC_ ("attachment.sync_policy", "Never") },
};
VOCABULARY (attachment_sync_policy, "attachment.sync_policy");

static const PtTerm comment_kind_terms[] = {
  { "remark", NC_ ("comment.kind", "Remark") },
  { "question", NC_ ("comment.kind", "Question") },
  { "other_view", NC_ ("comment.kind", "Other view") },
  { "eye_opener", NC_ ("comment.kind", "Eye-opener") },
  { "agree", NC_ ("comment.kind", "Agree") },
  { "objection", NC_ ("comment.kind", "Objection") },
  { "decision", NC_ ("comment.kind", "Decision") },
};
VOCABULARY (comment_kind, "comment.kind");

const PtVocabulary *const pt_vocabularies[] = {
  &pt_vocabulary_sharing,
  &pt_vocabulary_lang,
  &pt_vocabulary_logbook_kind,
  &pt_vocabulary_logbook_status,
  &pt_vocabulary_logbook_reporting_period,
  &pt_vocabulary_logbook_legal_basis,
  &pt_vocabulary_challenge_phase,
  &pt_vocabulary_challenge_status,
  &pt_vocabulary_experiment_stage,
  &pt_vocabulary_experiment_status,
  &pt_vocabulary_experiment_decision,
  &pt_vocabulary_experiment_embedding,
  &pt_vocabulary_experiment_values_check,
  &pt_vocabulary_stakeholder_kind,
  &pt_vocabulary_stakeholder_helix,
  &pt_vocabulary_knowledge,
  &pt_vocabulary_consent_act,
  &pt_vocabulary_consent_form,
  &pt_vocabulary_consent_given_by,
  &pt_vocabulary_consent_uses,
  &pt_vocabulary_consent_reach,
  &pt_vocabulary_involvement_role,
  &pt_vocabulary_involvement_level,
  &pt_vocabulary_entry_kind,
  &pt_vocabulary_entry_valence,
  &pt_vocabulary_entry_story_use,
  &pt_vocabulary_question_kind,
  &pt_vocabulary_order,
  &pt_vocabulary_question_status,
  &pt_vocabulary_question_answer_confidence,
  &pt_vocabulary_learning_valence,
  &pt_vocabulary_learning_reach,
  &pt_vocabulary_learning_strength,
  &pt_vocabulary_learning_status,
  &pt_vocabulary_outcome_status,
  &pt_vocabulary_outcome_level,
  &pt_vocabulary_outcome_theme,
  &pt_vocabulary_outcome_change_kind,
  &pt_vocabulary_outcome_direction,
  &pt_vocabulary_outcome_expected,
  &pt_vocabulary_outcome_horizon,
  &pt_vocabulary_outcome_contribution_strength,
  &pt_vocabulary_measurement_method,
  &pt_vocabulary_mechanism_status,
  &pt_vocabulary_resource_direction,
  &pt_vocabulary_resource_kind,
  &pt_vocabulary_resource_unit,
  &pt_vocabulary_resource_status,
  &pt_vocabulary_action_type,
  &pt_vocabulary_action_status,
  &pt_vocabulary_narrative_audience,
  &pt_vocabulary_narrative_name_policy,
  &pt_vocabulary_narrative_status,
  &pt_vocabulary_passage_basis,
  &pt_vocabulary_link_kind,
  &pt_vocabulary_attachment_type,
  &pt_vocabulary_attachment_shows,
  &pt_vocabulary_attachment_sync_policy,
  &pt_vocabulary_comment_kind,
  &pt_vocabulary_themes,
};

const guint pt_n_vocabularies = G_N_ELEMENTS (pt_vocabularies);
