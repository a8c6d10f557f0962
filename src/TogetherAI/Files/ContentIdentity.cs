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
        if (Differ(Length, other.Length) || Differ(Tag, other.Tag))
        {
            throw new TogetherResponseException(
                $"The file changed while it was being downloaded: it was {this}, and is {other}. Download it again from the start.");
        }

        return new ContentIdentity(Length ?? other.Length, Tag ?? other.Tag);
    }

    public override string ToString() => (Length is null ? "of unknown length" : $"{Length} bytes") + (Tag is null ? "" : $" with tag {Tag}");

    private static bool Differ(object? one, object? other) => one is not null && other is not null && !one.Equals(other);
}
