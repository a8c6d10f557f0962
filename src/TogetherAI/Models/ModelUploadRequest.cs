using System.Globalization;
using System.Text;

namespace TogetherAI;

/// <summary>A model or an adapter of one's own, to be fetched by the service. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record ModelUploadRequest
{
    /// <summary>The name it gets.</summary>
    public required string ModelName { get; init; }

    /// <summary>Where it is: a repository on Hugging Face, or a path on S3.</summary>
    public required string ModelSource { get; init; }

    /// <summary>Whether it is a whole model or an adapter.</summary>
    /// <value><see cref="ModelUploadType.Model"/> by default.</value>
    public ModelUploadType? ModelType { get; init; }

    /// <summary>A token of Hugging Face's that may read the repository. A secret: <see cref="ToString"/> leaves it out.</summary>
    public string? HfToken { get; init; }

    /// <summary>What people should know of it.</summary>
    public string? Description { get; init; }

    /// <summary>Of an adapter: the model it changes, to be run serverless.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Of an adapter: the pool it runs in, for a dedicated one.</summary>
    public string? LoraModel { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"ModelName = {ModelName}, ModelSource = {ModelSource}, ModelType = {ModelType}, HfToken = {(HfToken is null ? "(none)" : "(set)")}");
        return true;
    }
}
