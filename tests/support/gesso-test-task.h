/* gesso-test-task.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-request.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-script.h"

G_BEGIN_DECLS

/* What fal, EvoLink, kie and Replicate answer, written from what the services say of themselves. */

#define PICTURE HEAD ("200 OK", "image/png") "{png}"

/* fal */
#define FAL_QUEUED                                                                                 \
  JSON "{\"status\":\"IN_QUEUE\",\"request_id\":\"764cabcf-b745\",\"queue_position\":0,"           \
       "\"response_url\":\"{base}/openai/gpt-image-2/requests/764cabcf-b745\","                    \
       "\"status_url\":\"{base}/openai/gpt-image-2/requests/764cabcf-b745/status\","               \
       "\"cancel_url\":\"{base}/openai/gpt-image-2/requests/764cabcf-b745/cancel\"}"
#define FAL_EVENTS                                                                                 \
  EVENTS "data: {\"status\":\"IN_QUEUE\",\"queue_position\":0}\n\n"                                \
         "data: {\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"a\",\"level\":\"INFO\","      \
         "\"source\":\"USER\",\"timestamp\":\"2026-11-20T10:00:00Z\"}]}\n\n"                       \
         "data: {\"status\":\"COMPLETED\",\"logs\":[],\"metrics\":{\"inference_time\":4.2}}\n\n"
#define FAL_WORKING JSON "{\"status\":\"IN_PROGRESS\",\"logs\":[]}"
#define FAL_COMPLETED                                                                              \
  JSON "{\"status\":\"COMPLETED\",\"logs\":[],\"metrics\":{\"inference_time\":4.2}}"
#define FAL_RESULT                                                                                 \
  JSON "{\"images\":[{\"url\":\"{base}/files/b/kite.png\",\"width\":null,\"height\":null,"         \
       "\"content_type\":\"image/png\",\"file_name\":\"kite.png\",\"file_size\":99}]}"
#define FAL_UPLOAD(n)                                                                              \
  JSON "{\"upload_url\":\"{base}/put/" n "?signature=s\",\"file_url\":\"{base}/stored/" n "\"}"
#define OK_EMPTY HEAD ("200 OK", "text/plain")

/* EvoLink */
#define EVO_TASK(status, progress, more)                                                           \
  "{\"created\":1790000000,\"id\":\"task-unified-1790-abc\",\"model\":\"gpt-image-2\","            \
  "\"object\":\"image.generation.task\",\"progress\":" progress ",\"status\":\"" status            \
  "\",\"task_info\":{\"can_cancel\":true,\"estimated_time\":45},\"type\":\"image\"" more "}"
#define EVO_SUBMITTED                                                                              \
  JSON EVO_TASK ("pending", "0",                                                                   \
                 ",\"usage\":{\"billing_rule\":\"per_call\",\"credits_reserved\":1.6,"             \
                 "\"user_group\":\"default\"}")
#define EVO_DONE                                                                                   \
  JSON EVO_TASK ("completed", "100", ",\"results\":[\"{base}/files/1.png\"],\"error\":null")

/* kie */
#define KIE_SUBMITTED JSON "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"281e5b0f\"}}"
#define KIE_STATE(state, result, more)                                                             \
  JSON "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"281e5b0f\",\"model\":\"m\","      \
       "\"state\":\"" state "\",\"param\":\"{}\",\"resultJson\":\"" result "\",\"costTime\":0,"    \
       "\"completeTime\":0,\"createTime\":1790000000" more "}}"
#define KIE_DONE                                                                                   \
  KIE_STATE ("success", "{\\\\\"resultUrls\\\\\":[\\\\\"{base}/files/1.png\\\\\"]}",               \
             ",\"failCode\":null,\"failMsg\":null,\"creditsConsumed\":16")

/* Replicate */
#define REP_PREDICTION(status, output, error)                                                      \
  "{\"id\":\"gm3qorzdhgbfurvjtvhg6dckhu\",\"status\":\"" status "\",\"input\":{},"                 \
  "\"output\":" output ",\"error\":" error ",\"logs\":\"\",\"metrics\":{\"predict_time\":3.1},"    \
  "\"created_at\":\"2026-11-20T10:00:00Z\",\"urls\":{\"get\":"                                     \
  "\"{base}/v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu\",\"cancel\":"                               \
  "\"{base}/v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu/cancel\"}}"

typedef struct
{
  const char *kind;
  const char *model;
  GessoSize   size;
  const char *aspect;
  const char *tier;
  const char *quality;
  const char *format;
  int         n;
  guint       n_references;
  gboolean    with_mask;
} GessoTestTaskWish;

GessoRequest *gesso_test_task_request (const GessoTestTaskWish  *wish);

/* The path of the account's address behind that of the server. */
const char   *gesso_test_task_path    (const char               *kind);

G_END_DECLS
