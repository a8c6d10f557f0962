namespace TogetherAI.Engine.Constraints;

/// <summary>
/// A JSON Schema that this engine cannot hold a model to. Leave the keyword out and check the value afterwards, or write the schema in the
/// subset that <see cref="JsonSchemaConstraint"/> lists.
/// </summary>
public sealed class UnsupportedSchemaException : ArgumentException
{
    /// <summary>Names the place and the reason.</summary>
    /// <param name="keyword">The keyword; null where it is the schema as a whole.</param>
    /// <param name="path">The place as a JSON pointer, such as <c>#/properties/age</c>.</param>
    /// <param name="reason">The reason, as the end of a sentence that begins with the place.</param>
    public UnsupportedSchemaException(string? keyword, string path, string reason)
        : base(keyword is null ? $"The schema at {path} {reason}" : $"The schema keyword \"{keyword}\" at {path} {reason}")
    {
        Keyword = keyword;
        Path = path;
    }

    /// <summary>The keyword; null where it is the schema as a whole.</summary>
    public string? Keyword { get; }

    /// <summary>Where the schema with the keyword is, as a JSON pointer: <c>#</c> for the root, <c>#/properties/age</c>.</summary>
    public string Path { get; }
}
