using System.Net.Http.Headers;

namespace TogetherAI;

/// <summary>By what two answers are known to be about the same content. Immutable; <c>default</c> knows nothing.</summary>
/// <param name="Length">How many bytes the whole has; null where it was not said.</param>
/// <param name="Tag">The entity tag; null where there was none.</param>
internal readonly record struct ContentIdentity(long? Length, EntityTagHeaderValue? Tag)
{
    /// <summary>What is known from both.</summary>
    /// <exception cref="TogetherResponseException">They contradict each other.</exception>
    public ContentIdentity Merge(ContentIdentity other)
    {
        if ((Length is not null && other.Length is not null && Length != other.Length) || (Tag is not null && other.Tag is not null && !Tag.Equals(other.Tag)))
        {
            throw new TogetherResponseException(
                $"The file changed while it was being downloaded: it was {this}, and is {other}. Download it again from the start.");
        }

        return new ContentIdentity(Length ?? other.Length, Tag ?? other.Tag);
    }

    public override string ToString() => $"{(Length is { } length ? $"{length} bytes" : "of unknown length")}{(Tag is null ? "" : $" with tag {Tag}")}";
}
