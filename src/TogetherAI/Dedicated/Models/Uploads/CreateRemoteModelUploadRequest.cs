namespace TogetherAI;

/// <summary>Files to be imported into a model. Immutable.</summary>
public sealed record CreateRemoteModelUploadRequest
{
    /// <summary>The model that gets them (<c>ml_…</c>).</summary>
    public required string ModelId { get; init; }

    /// <summary>A repository on Hugging Face, or the presigned address of an archive.</summary>
    public required string RemoteUrl { get; init; }

    /// <summary>A key for the place they come from, where it needs one. The service never tells it again.</summary>
    public string? Token { get; init; }

    /// <summary>Says what is imported into which model, without key and address: both may be secrets.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() =>
        $"CreateRemoteModelUploadRequest {{ ModelId = {ModelId}, Token = {(Token is null ? "(not set)" : "(set)")} }}";
}
