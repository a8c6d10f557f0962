using System.Text;

namespace TogetherAI;

/// <summary>Collects problems up to a limit, and works out columns. Not thread-safe.</summary>
internal sealed class ProblemList(int limit)
{
    private readonly List<FileProblem> _problems = [];

    public bool IsFull => _problems.Count >= limit;

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

    private void Add(FileProblem problem)
    {
        if (!IsFull)
            _problems.Add(problem);
    }
}
