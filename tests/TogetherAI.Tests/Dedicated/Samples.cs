namespace TogetherAI.Tests.Dedicated;

/// <summary>Answers with every documented field set, written out from the service's description.</summary>
internal static class Samples
{
    public const string Endpoint =
        """
        {"id":"id-2","projectId":"projectId-3","name":"name-4","createdAt":"2026-08-19T12:00:05Z","updatedAt":"2026-08-19T12:00:06Z",
        "etag":"etag-7","trafficSplit":[{"deploymentId":"deploymentId-8","weight":9.5}],"visibility":"VISIBILITY_INTERNAL",
        "endpointType":"ENDPOINT_TYPE_RESERVED","deployments":[{"id":"id-10","modelId":"modelId-11","hardware":"hardware-12",
        "trafficMode":"TRAFFIC_MODE_SHADOW","state":"DEPLOYMENT_STATE_STOPPING","name":"name-13","createdAt":"2026-08-19T12:00:14Z",
        "autoscaling":{"minReplicas":15,"maxReplicas":16,"scaleDownWindow":"1020s","scaleUpWindow":"1080s",
        "scaleToZeroWindow":"1140s","scalingMetrics":[{"name":"name-20","type":"METRIC_TARGET_TYPE_AVERAGE_VALUE","target":21.5,
        "percentile":"percentile-22"}]},"desiredReplicas":23,"readyReplicas":24,"model":"model-25",
        "estimatedEffectiveTrafficShare":26.5}],"activeRolloutId":"activeRolloutId-27"}
        """;

    public const string PublicEndpoint =
        """
        {"id":"id-28","projectId":"projectId-29","name":"name-30","createdAt":"2026-08-19T12:00:31Z",
        "updatedAt":"2026-08-19T12:00:32Z","visibility":"VISIBILITY_PUBLIC"}
        """;

    public const string Event =
        """
        {"id":"id-33","createdAt":"2026-08-19T12:00:34Z","level":"LEVEL_ERROR","type":"type-35","message":"message-36",
        "source":"source-37","sourceKind":"SOURCE_KIND_DEPLOYMENT","endpointId":"endpointId-38","deploymentId":"deploymentId-39",
        "subjectId":"subjectId-40","name":"name-41","paths":["paths-42"],"oldReplicas":43,"newReplicas":44,"version":45,
        "status":"status-46","reason":"reason-47","clusterId":"clusterId-48","serviceType":"serviceType-49",
        "replicaId":"replicaId-50","containerName":"containerName-51","logExcerpt":"logExcerpt-52","nodeId":"nodeId-53"}
        """;

    public const string Analytics =
        """
        {"endpointId":"endpointId-54","timeRange":{"startTime":"2026-08-19T12:00:55Z","endTime":"2026-08-19T12:00:56Z"},
        "metrics":{"endpointId":"endpointId-57","timeRange":{"startTime":"2026-08-19T12:00:58Z","endTime":"2026-08-19T12:00:59Z"},
        "requestMetrics":{"totalRequests":"9007199254741053","successfulRequests":"9007199254741054",
        "failedRequests":"9007199254741055","requestsPerSecond":63.5,"requestsByStatusCode":{"200":"9007199254740993"}},
        "latencyMetrics":{"ttftP50Ms":64.5,"ttftP90Ms":65.5,"ttftP99Ms":66.5,"latencyP50Ms":67.5,"latencyP90Ms":68.5,
        "latencyP99Ms":69.5,"itlP50Ms":70.5,"itlP90Ms":71.5,"itlP99Ms":72.5},"throughputMetrics":{"tokensPerSecond":73.5,
        "requestsPerSecond":74.5,"avgBatchSize":75.5,"avgBatchDepth":76.5},"errorMetrics":{"errorRate":77.5,
        "errorsByType":{"200":"9007199254740993"}},"resourceUtilization":{"cpuUtilization":78.5,"gpuUtilization":79.5,
        "memoryUtilization":80.5,"gpuMemoryUtilization":81.5,"networkBandwidthMbps":82.5},
        "tokenMetrics":{"totalInputTokens":"9007199254741076","totalOutputTokens":"9007199254741077","avgInputTokens":85.5,
        "avgOutputTokens":86.5},"deploymentMetrics":[{"deploymentId":"deploymentId-87","endpointId":"endpointId-88",
        "timeRange":{"startTime":"2026-08-19T12:00:29Z","endTime":"2026-08-19T12:00:30Z"},
        "requestMetrics":{"totalRequests":"9007199254741084","successfulRequests":"9007199254741085",
        "failedRequests":"9007199254741086","requestsPerSecond":94.5,"requestsByStatusCode":{"200":"9007199254740993"}},
        "latencyMetrics":{"ttftP50Ms":95.5,"ttftP90Ms":96.5,"ttftP99Ms":97.5,"latencyP50Ms":98.5,"latencyP90Ms":99.5,
        "latencyP99Ms":100.5,"itlP50Ms":101.5,"itlP90Ms":102.5,"itlP99Ms":103.5},"throughputMetrics":{"tokensPerSecond":104.5,
        "requestsPerSecond":105.5,"avgBatchSize":106.5,"avgBatchDepth":107.5},"errorMetrics":{"errorRate":108.5,
        "errorsByType":{"200":"9007199254740993"}},"resourceUtilization":{"cpuUtilization":109.5,"gpuUtilization":110.5,
        "memoryUtilization":111.5,"gpuMemoryUtilization":112.5,"networkBandwidthMbps":113.5},
        "tokenMetrics":{"totalInputTokens":"9007199254741107","totalOutputTokens":"9007199254741108","avgInputTokens":116.5,
        "avgOutputTokens":117.5}}]},"timeSeries":[{"timestamp":"2026-08-19T12:00:58Z","values":{"p50":1.5}}],
        "deploymentAnalytics":[{"deploymentId":"deploymentId-119","endpointId":"endpointId-120",
        "timeRange":{"startTime":"2026-08-19T12:00:01Z","endTime":"2026-08-19T12:00:02Z"},
        "metrics":{"deploymentId":"deploymentId-123","endpointId":"endpointId-124","timeRange":{"startTime":"2026-08-19T12:00:05Z",
        "endTime":"2026-08-19T12:00:06Z"},"requestMetrics":{"totalRequests":"9007199254741120",
        "successfulRequests":"9007199254741121","failedRequests":"9007199254741122","requestsPerSecond":130.5,
        "requestsByStatusCode":{"200":"9007199254740993"}},"latencyMetrics":{"ttftP50Ms":131.5,"ttftP90Ms":132.5,"ttftP99Ms":133.5,
        "latencyP50Ms":134.5,"latencyP90Ms":135.5,"latencyP99Ms":136.5,"itlP50Ms":137.5,"itlP90Ms":138.5,"itlP99Ms":139.5},
        "throughputMetrics":{"tokensPerSecond":140.5,"requestsPerSecond":141.5,"avgBatchSize":142.5,"avgBatchDepth":143.5},
        "errorMetrics":{"errorRate":144.5,"errorsByType":{"200":"9007199254740993"}},"resourceUtilization":{"cpuUtilization":145.5,
        "gpuUtilization":146.5,"memoryUtilization":147.5,"gpuMemoryUtilization":148.5,"networkBandwidthMbps":149.5},
        "tokenMetrics":{"totalInputTokens":"9007199254741143","totalOutputTokens":"9007199254741144","avgInputTokens":152.5,
        "avgOutputTokens":153.5}},"timeSeries":[{"timestamp":"2026-08-19T12:00:34Z","values":{"p50":1.5}}]}]}
        """;

    public const string Deployment =
        """
        {"id":"id-155","projectId":"projectId-156","endpointId":"endpointId-157","name":"name-158",
        "createdAt":"2026-08-19T12:00:39Z","updatedAt":"2026-08-19T12:00:40Z","modelId":"modelId-161",
        "modelRevisionId":"modelRevisionId-162","model":"model-163","autoscaling":{"minReplicas":164,"maxReplicas":165,
        "scaleDownWindow":"9960s","scaleUpWindow":"10020s","scaleToZeroWindow":"10080s","scalingMetrics":[{"name":"name-169",
        "type":"METRIC_TARGET_TYPE_AVERAGE_VALUE","target":170.5,"percentile":"percentile-171"}]},"configId":"configId-172",
        "config":"config-173","speculatorId":"speculatorId-174","speculatorRevisionId":"speculatorRevisionId-175",
        "speculator":"speculator-176","estimatedEffectiveTrafficShare":177.5,"enableLora":true,"etag":"etag-178",
        "hardware":"hardware-179","trafficMode":"TRAFFIC_MODE_SHADOW","runtimeInfo":{"engineType":"engineType-180",
        "engineVersion":"engineVersion-181","functionCallingSupported":true,"structuredOutputSupported":true},"desiredReplicas":182,
        "status":{"state":"DEPLOYMENT_STATE_STOPPING","readyReplicas":183,"message":"message-184","scheduledReplicas":185},
        "placement":{"inline":{"regions":["regions-186"],"constraint":"ENFORCEMENT_PREFERRED"}}}
        """;

    public const string Model =
        """
        {"id":"id-187","projectId":"projectId-188","organizationId":"organizationId-189","name":"name-190",
        "description":"description-191","weights":{"type":"WEIGHTS_TYPE_ADAPTER","speculatorMechanism":"SPECULATOR_MECHANISM_MTP",
        "draftSpeculatorType":"DRAFT_SPECULATOR_TYPE_PHOENIX","architecture":"architecture-192","contextLength":"9007199254741186",
        "parameters":{"total":"9007199254741187","byDtype":[{"dtype":"dtype-195","count":"9007199254741189"}]}},
        "baseModelId":"baseModelId-197","baseModel":"baseModel-198","visibility":"VISIBILITY_INTERNAL"}
        """;

    public const string Files =
        """
        {"data":[{"path":"path-199","hash":"hash-200","sizeBytes":"9007199254741194"}],"next_cursor":"next_cursor-202",
        "object":"list","revisionId":"revisionId-203","revisionCreatedAt":"2026-08-19T12:00:24Z","totalSizeBytes":"9007199254741198"}
        """;

    public const string Revision =
        """
        {"revisionId":"revisionId-206","createdAt":"2026-08-19T12:00:27Z","validationStatus":"REVISION_VALIDATION_STATUS_ERROR",
        "lastValidatedAt":"2026-08-19T12:00:28Z","validationErrors":[{"rule":"rule-209","severity":"severity-210",
        "message":"message-211"}]}
        """;

    public const string Upload =
        """
        {"id":"id-212","projectId":"projectId-213","modelId":"modelId-214","remoteUrl":"remoteUrl-215",
        "status":"REMOTE_UPLOAD_STATUS_FAILED","statusMessage":"statusMessage-216","restartCount":217,"maxRestarts":218,
        "createdAt":"2026-08-19T12:00:39Z","updatedAt":"2026-08-19T12:00:40Z"}
        """;

    public const string UploadEvent =
        """
        {"id":"id-221","createdAt":"2026-08-19T12:00:42Z","level":"LEVEL_ERROR","type":"type-223","message":"message-224"}
        """;

    public const string Config =
        """
        {"id":"id-225","certifications":[{"target":"CERTIFICATION_TARGET_MRE","certificationType":"CERTIFICATION_TYPE_UNCERTIFIED",
        "certifiedAt":"2026-08-19T12:00:46Z","certifiedBy":"certifiedBy-227","notes":"notes-228","model":"model-229",
        "modelRevisionId":"modelRevisionId-230","draftModel":"draftModel-231","draftModelRevisionId":"draftModelRevisionId-232"}],
        "referenceModelId":"referenceModelId-233","selectors":[{"key":"key-234","value":"value-235"}],"projectId":"projectId-236",
        "referenceModel":"referenceModel-237","draftModel":"draftModel-238"}
        """;

    public const string SupportedModel =
        """
        {"id":"id-239","name":"name-240","displayName":"displayName-241","description":"description-242",
        "inputModalities":["MODALITY_VIDEO"],"outputModalities":["MODALITY_VIDEO"],"products":["PRODUCT_RESERVED"],
        "features":["FEATURE_REASONING"],"capabilities":["CAPABILITY_VIDEO_GENERATION"],"architecture":"architecture-243",
        "contextLength":"9007199254741237","publisher":"publisher-245","status":"SUPPORTED_MODEL_STATUS_HIDDEN","tags":["tags-246"],
        "inputFormat":"inputFormat-247","outputFormat":"outputFormat-248","serverlessEndpoint":"serverlessEndpoint-249",
        "familyId":"familyId-250","displayType":"displayType-251","baseModelId":"baseModelId-252","baseModel":"baseModel-253",
        "deploymentProfiles":[{"profileId":"profileId-254","certifiedConfigRevisionId":"certifiedConfigRevisionId-255",
        "certifiedModelRevisionId":"certifiedModelRevisionId-256","gpuType":"gpuType-257","gpuCount":258,
        "quantization":"quantization-259","tensorParallelSize":260,"performanceBenchmarks":{"decodingSpeedTps":261.5,
        "timeToFirstTokenMs":262,"maxContextLength":"9007199254741256"},"config":"config-264","model":"model-265",
        "parallelism":"parallelism-266","modelName":"modelName-267"}],"createdAt":"2026-08-19T12:00:28Z",
        "updatedAt":"2026-08-19T12:00:29Z"}
        """;

    public const string InstanceType =
        """
        {"id":"id-270","name":"name-271","description":"description-272","gpuType":"gpuType-273","gpuCount":274,"gpuMemoryGib":275,
        "priceCentsPerHour":276,"regions":[{"name":"name-277","headroom":{"value":278,"relation":"RELATION_GTE"}}]}
        """;

    public const string EndpointV1 =
        """
        {"object":"endpoint","id":"id-279","name":"name-280","display_name":"display_name-281","model":"model-282",
        "hardware":"hardware-283","type":"dedicated","owner":"owner-284","state":"ERROR","autoscaling":{"min_replicas":285,
        "max_replicas":286},"created_at":"2026-08-19T12:00:47Z"}
        """;

    public const string ListedEndpointV1 =
        """
        {"object":"endpoint","id":"id-288","name":"name-289","model":"model-290","type":"dedicated","owner":"owner-291",
        "state":"ERROR","created_at":"2026-08-19T12:00:52Z"}
        """;

    public const string Hardware =
        """
        {"object":"hardware","id":"id-293","pricing":{"cents_per_minute":294.5},"specs":{"gpu_type":"gpu_type-295",
        "gpu_link":"gpu_link-296","gpu_memory":297.5,"gpu_count":298},"availability":{"status":"insufficient"},
        "updated_at":"2026-08-19T12:00:59Z"}
        """;
}
