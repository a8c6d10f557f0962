using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>Collects problems up to a limit, and works out columns. Not thread-safe.</summary>
internal sealed class ProblemList(int limit)
{
    private readonly List<FileProblem> _problems = [];

    public bool IsFull => _problems.Count >= limit;

    /// <summary>The one that was found first; null for none.</summary>
    public FileProblem? First => _problems.Count > 0 ? _problems[0] : null;

    public void Clear() => _problems.Clear();

    public IReadOnlyList<FileProblem> InOrder() => [.. _problems.OrderBy(static problem => problem.Line).ThenBy(static problem => problem.Column)];

    public void AddFile(string message) => Add(new FileProblem(0, 0, null, message));

    public void AddLine(long line, string? field, string message) => Add(new FileProblem(line, 0, field, message));

    /// <param name="line">The line's number.</param>
    /// <param name="text">The line.</param>
    /// <param name="offset">The byte in it that the problem begins at; may lie behind its end.</param>
    /// <param name="field">The field at fault.</param>
    /// <param name="message">What is wrong, and the remedy.</param>
    public void Add(long line, ReadOnlySpan<byte> text, long offset, string? field, string message)
    {
        int end = (int)Math.Min(offset, text.Length);
        Add(new FileProblem(line, Encoding.UTF8.GetCharCount(text[..end]) + 1, field, message));
    }

    /// <summary>Whether a value is a string; says so where it is not, and passes over it.</summary>
    public bool IsText(long line, ReadOnlySpan<byte> text, ref Utf8JsonReader json, string field)
    {
        if (json.TokenType == JsonTokenType.String)
            return true;
        Add(line, text, json.TokenStartIndex, field, $"'{field}' is {LineCheck.Name(json.TokenType)}; it has to be a string.");
        json.Skip();
        return false;
    }

    /// <summary>Says of a field that it is there twice.</summary>
    public void RefuseSecond(long line, ReadOnlySpan<byte> text, ref Utf8JsonReader json, bool isSecond, string field)
    {
        if (isSecond)
            Add(line, text, json.TokenStartIndex, field, $"'{field}' stands here a second time; leave one of the two.");
    }

    private void Add(FileProblem problem)
    {
        if (!IsFull)
            _problems.Add(problem);
    }
}
