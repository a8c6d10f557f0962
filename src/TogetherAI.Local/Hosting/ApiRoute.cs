namespace TogetherAI.Local.Hosting;

/// <summary>What a request is for; what a fault script distinguishes.</summary>
internal enum ApiRoute
{
    Unknown,
    Chat,
    Completions,
    Models,
    Embeddings,
    Rerank,
    Dedicated,
    Files,
    FileContent,
    Storage,
    Batches,
    BatchRequest,
}
