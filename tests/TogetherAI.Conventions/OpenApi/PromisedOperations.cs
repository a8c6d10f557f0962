namespace TogetherAI.Conventions.OpenApi;

/// <summary>The operations that the client promises to have, by <see cref="DescribedOperation.Key"/>.</summary>
internal static class PromisedOperations
{
    public static IReadOnlyList<string> Inference { get; } =
    [
        "POST v1/chat/completions",
        "POST v1/completions",
        "POST v1/responses",
        "POST v1/embeddings",
        "POST v1/rerank",
        "POST v1/images/generations",
        "POST v1/audio/speech",
        "POST v1/audio/transcriptions",
        "POST v1/audio/translations",
        "GET v1/voices",
        "POST v2/videos",
        "GET v2/videos/{}",
        "POST v1/tci/execute",
        "GET v1/tci/sessions",
        "GET v1/models",
        "POST v1/models",
        "GET v1/jobs",
        "GET v1/jobs/{}",
        "GET v1/whoami",
    ];

    public static IReadOnlyList<string> FilesAndBatches { get; } =
    [
        "GET v1/files",
        "GET v1/files/{}",
        "DELETE v1/files/{}",
        "GET v1/files/{}/content",
        "POST v1/files/upload",
        "GET v1/batches",
        "POST v1/batches",
        "GET v1/batches/{}",
        "POST v1/batches/{}/cancel",
    ];

    public static IReadOnlyList<string> Dedicated { get; } =
    [
        "GET v2/projects/{}/endpoints",
        "POST v2/projects/{}/endpoints",
        "GET v2/projects/{}/endpoints/{}",
        "PATCH v2/projects/{}/endpoints/{}",
        "DELETE v2/projects/{}/endpoints/{}",
        "GET v2/projects/{}/endpoints/{}/deployments",
        "POST v2/projects/{}/endpoints/{}/deployments",
        "GET v2/projects/{}/endpoints/{}/deployments/{}",
        "PATCH v2/projects/{}/endpoints/{}/deployments/{}",
        "DELETE v2/projects/{}/endpoints/{}/deployments/{}",
        "GET v2/projects/{}/endpoints/{}/events",
        "GET v2/projects/{}/endpoints/{}/analytics",
        "GET v2/projects/{}/models",
        "POST v2/projects/{}/models",
        "GET v2/projects/{}/models/{}",
        "PATCH v2/projects/{}/models/{}",
        "DELETE v2/projects/{}/models/{}",
        "GET v2/projects/{}/models/{}/files",
        "GET v2/projects/{}/models/{}/revisions",
        "GET v2/projects/{}/models/{}/revisions/{}",
        "GET v2/projects/{}/configs",
        "GET v2/projects/{}/configs/{}",
        "GET v2/supported-models",
        "GET v2/supported-models/{}",
        "GET v2/public/inference-instance-types",
        "GET v2/public/inference-instance-types/{}",
    ];

    public static IReadOnlyList<string> DedicatedV1 { get; } =
    [
        "GET v1/endpoints",
        "POST v1/endpoints",
        "GET v1/endpoints/{}",
        "PATCH v1/endpoints/{}",
        "DELETE v1/endpoints/{}",
        "GET v1/endpoints/{}/adapters",
        "POST v1/endpoints/{}/adapters",
        "DELETE v1/endpoints/{}/adapters",
        "GET v1/hardware",
        "GET v1/clusters/availability-zones",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Inference, .. FilesAndBatches, .. Dedicated, .. DedicatedV1];
}
