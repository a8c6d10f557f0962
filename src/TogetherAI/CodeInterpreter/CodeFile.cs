namespace TogetherAI;

/// <summary>A file for a program to read. Immutable.</summary>
public sealed record CodeFile : WireModel
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>How <see cref="Content"/> is written down.</summary>
    public CodeFileEncoding Encoding { get; init; }

    /// <summary>What is in it.</summary>
    public string Content { get => field ?? ""; init; }

    /// <summary>A text as a file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">What is in it.</param>
    /// <returns>The file.</returns>
    public static CodeFile FromText(string name, string text) => new() { Name = name, Encoding = CodeFileEncoding.Text, Content = text };

    /// <summary>Bytes as a file.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">What is in it.</param>
    /// <returns>The file.</returns>
    public static CodeFile FromBytes(string name, ReadOnlySpan<byte> bytes) =>
        new() { Name = name, Encoding = CodeFileEncoding.Base64, Content = Convert.ToBase64String(bytes) };
}
