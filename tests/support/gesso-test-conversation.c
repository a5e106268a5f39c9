/* gesso-test-conversation.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-conversation.h"

#include "support/gesso-test-picture.h"
#include "support/gesso-test-task.h"

#include <string.h>

#define DRAW GESSO_TEST_CALL_DRAW
#define BEGIN GESSO_TEST_CALL_BEGIN
#define PREPARE GESSO_TEST_CALL_PREPARE
#define PUT GESSO_TEST_CALL_PUT
#define ASK GESSO_TEST_CALL_ASK
#define COLLECT GESSO_TEST_CALL_COLLECT
#define FETCH GESSO_TEST_CALL_FETCH
#define EXTRA GESSO_TEST_CALL_EXTRA

#define ITEM "{\"b64_json\":\"{base64}\"}"
#define PLAIN JSON "{\"created\":1790000000,\"data\":[" ITEM "]}"
#define STREAM(operation)                                                                          \
  EVENTS "event: " operation ".partial_image\ndata: {\"type\":\"" operation ".partial_image\","    \
         "\"b64_json\":\"{base64}\",\"partial_image_index\":0,\"created_at\":1790000000}\n\n"      \
         "event: " operation ".completed\ndata: {\"type\":\"" operation ".completed\","            \
         "\"b64_json\":\"{base64}\",\"created_at\":1790000001}\n\n"
#define RESPONSE(status, output)                                                                   \
  "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"" status "\",\"model\":\"gpt-5.5\","    \
  "\"error\":null,\"output\":[" output "]}"
#define DRAWN                                                                                      \
  "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\","                  \
  "\"result\":\"{base64}\"}"
#define RESPONSE_EVENTS                                                                            \
  EVENTS "event: response.created\ndata: {\"type\":\"response.created\",\"response\":" RESPONSE (  \
      "in_progress", "") "}\n\n"                                                                   \
                         "event: response.completed\ndata: {\"type\":\"response.completed\","      \
                         "\"response\":" RESPONSE ("completed", DRAWN) "}\n\n"
#define SD_JOB(status, result)                                                                     \
  "{\"id\":\"job_01\",\"kind\":\"img_gen\",\"status\":\"" status "\",\"result\":" result           \
  ",\"error\":null}"
#define CAPABILITIES JSON "{\"model\":{\"name\":\"q8\"},\"supported_modes\":[\"img_gen\"]}"
#define EVO_STORED                                                                                 \
  JSON "{\"success\":true,\"data\":{\"file_id\":\"f\",\"file_url\":\"{base}/stored/1\"}}"
#define KIE_STORED                                                                                 \
  JSON "{\"success\":true,\"code\":200,\"data\":{\"downloadUrl\":\"{base}/stored/1\"}}"
#define REP_DONE JSON REP_PREDICTION ("succeeded", "[\"{base}/files/1.png\"]", "null")
#define LINES_FILE JSON "{\"id\":\"file-in\",\"object\":\"file\",\"purpose\":\"batch\"}"
#define BATCH(status, more)                                                                        \
  JSON "{\"id\":\"batch_1\",\"object\":\"batch\",\"status\":\"" status "\"" more "}"
#define LINE                                                                                       \
  "{\"id\":\"r\",\"custom_id\":\"picture-1\",\"response\":{\"status_code\":200,\"body\":{"         \
  "\"data\":[" ITEM "]}},\"error\":null}\\n"

const GessoTestConversation gesso_test_conversations[] = {
  { "images", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "/v1", "gpt-image-2", { { DRAW, PLAIN } } },
  { "images-edit",
    GESSO_ACCOUNT_KIND_OPENAI_IMAGES,
    "/v1",
    "gpt-image-2",
    { { DRAW, PLAIN } },
    .is_edit = TRUE },
  { "images-stream",
    GESSO_ACCOUNT_KIND_OPENAI_IMAGES,
    "/v1",
    "gpt-image-2",
    { { DRAW, STREAM ("image_generation") } },
    .partial_images = 1 },
  { "azure", GESSO_ACCOUNT_KIND_AZURE, "/openai/v1", "drawing=gpt-image-2", { { DRAW, PLAIN } } },
  { "azure-deployment",
    GESSO_ACCOUNT_KIND_AZURE,
    "/openai/deployments/drawing?api-version=2025-04-01-preview",
    "gpt-image-2",
    { { DRAW, PLAIN } } },
  { "azure-stream",
    GESSO_ACCOUNT_KIND_AZURE,
    "/openai/v1",
    "drawing=gpt-image-2",
    { { DRAW, STREAM ("image_edit") } },
    .partial_images = 1,
    .is_edit = TRUE },
  { "responses-stream",
    GESSO_ACCOUNT_KIND_RESPONSES,
    "/v1",
    "gpt-image-2",
    { { DRAW, RESPONSE_EVENTS } },
    .partial_images = 1 },
  { "responses-background",
    GESSO_ACCOUNT_KIND_RESPONSES,
    "/v1",
    "gpt-image-2",
    { { BEGIN, JSON RESPONSE ("queued", "") },
      { COLLECT, JSON RESPONSE ("in_progress", "") },
      { COLLECT, JSON RESPONSE ("completed", DRAWN) } } },
  { "batch",
    GESSO_ACCOUNT_KIND_OPENAI_IMAGES,
    "/v1",
    "gpt-image-2",
    { { PREPARE, LINES_FILE },
      { BEGIN, BATCH ("validating", "") },
      { ASK, BATCH ("in_progress", "") },
      { ASK, BATCH ("completed", ",\"output_file_id\":\"file-out\"") },
      { FETCH, HEAD ("200 OK", "application/octet-stream") LINE } },
    .is_batch = TRUE },
  { "fal",
    "fal",
    "",
    "openai/gpt-image-2",
    { { PREPARE, FAL_UPLOAD ("1") },
      { PUT, OK_EMPTY },
      { BEGIN, FAL_QUEUED },
      { EXTRA, FAL_EVENTS },
      { ASK, FAL_COMPLETED },
      { COLLECT, FAL_RESULT },
      { FETCH, PICTURE } },
    .is_edit = TRUE },
  { "evolink",
    "evolink",
    "",
    "gpt-image-2",
    { { PREPARE, EVO_STORED },
      { BEGIN, EVO_SUBMITTED },
      { ASK, JSON EVO_TASK ("processing", "40", "") },
      { ASK, EVO_DONE },
      { FETCH, PICTURE } },
    .is_edit = TRUE },
  { "kie",
    "kie",
    "",
    "gpt-image-2",
    { { PREPARE, KIE_STORED },
      { BEGIN, KIE_SUBMITTED },
      { ASK, KIE_STATE ("generating", "", "") },
      { ASK, KIE_DONE },
      { FETCH, PICTURE } },
    .is_edit = TRUE },
  { "replicate",
    "replicate",
    "/v1",
    "openai/gpt-image-2",
    { { BEGIN, JSON REP_PREDICTION ("starting", "null", "null") },
      { ASK, JSON REP_PREDICTION ("processing", "null", "null") },
      { ASK, REP_DONE },
      { FETCH, PICTURE } } },
  { "compatible", GESSO_ACCOUNT_KIND_COMPATIBLE, "/v1", "any", { { DRAW, PLAIN } } },
  { "localai", "localai", "/v1", "any", { { DRAW, PLAIN } } },
  { "vllm-omni", "vllm-omni", "/v1", "any", { { DRAW, PLAIN } }, .is_edit = TRUE },
  { "sglang", "sglang", "/v1", "any", { { DRAW, PLAIN } } },
  { "lemonade", "lemonade", "/v1", "any", { { DRAW, PLAIN } } },
  { "sd-plain",
    "stable-diffusion-cpp",
    "/v1",
    "sd-cpp-local",
    { { EXTRA, HEAD ("404 Not Found", "text/plain") "File Not Found" }, { DRAW, PLAIN } } },
  { "sd-jobs",
    "stable-diffusion-cpp",
    "/v1",
    "sd-cpp-local",
    { { EXTRA, CAPABILITIES },
      { BEGIN, HEAD ("202 Accepted", "application/json") SD_JOB ("queued", "null") },
      { COLLECT, JSON SD_JOB ("generating", "null") },
      { COLLECT, JSON SD_JOB ("completed", "{\"images\":[" ITEM "]}") } },
    .first = 1 },
  { NULL },
};

const char *
gesso_test_call_to_string (GessoTestCall call)
{
  static const char *const names[GESSO_TEST_N_CALLS]
      = { "draw", "begin", "prepare", "put", "ask", "collect", "fetch", "extra" };

  return names[call];
}

guint
gesso_test_conversation_get_length (const GessoTestConversation *self)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (self->turns) && self->turns[n].answer != NULL)
    n++;
  return n;
}

GessoRequest *
gesso_test_conversation_make_request (const GessoTestConversation *self)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references = NULL;
  GBytes *png = gesso_test_script_get_picture ();
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);

  g_free (parameters->model);
  parameters->model = g_strdup (self->model);
  parameters->size = (GessoSize){ 1024, 1024 };
  g_free (parameters->quality);
  parameters->quality = g_strdup ("low");
  parameters->partial_images = self->partial_images;
  parameters->batch = self->is_batch;
  if (self->is_edit)
    {
      references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
      g_ptr_array_add (references,
                       gesso_reference_new (png, "image/png", "name.png", digest, 64, 48));
    }
  return gesso_request_new (self->is_edit ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            "A red kite", parameters, references, NULL);
}

GessoAccount *
gesso_test_conversation_make_account (const GessoTestConversation *self,
                                      GessoTestStudio             *studio,
                                      GessoTestServer             *server,
                                      guint                        slot)
{
  g_autofree char *base = gesso_test_server_dup_uri (server, self->path);
  g_autofree char *id = g_strdup_printf ("%s-%u", self->name, slot);
  g_autoptr (GessoAccount) account = gesso_account_new (id, self->kind, id);

  gesso_account_set_base_url (account, base);
  gesso_account_set_model (account, self->model);
  return g_steal_pointer (&account);
}
