using System.Globalization;

namespace TogetherAI.Engine.Templates;

/// <summary>
/// A chat template cannot be read, asks for what this engine does not do, fails on the conversation at hand, goes beyond its limits, or
/// refuses the conversation itself (<see cref="RaisedByTemplate"/>).
/// </summary>
public sealed class ChatTemplateException : Exception
{
    internal ChatTemplateException(
        string file, int line, int column, string problem, bool raisedByTemplate = false, Exception? innerException = null)
        : base(raisedByTemplate ? problem : Located(file, line, column, problem), innerException)
    {
        File = file;
        Line = line;
        Column = column;
        RaisedByTemplate = raisedByTemplate;
    }

    /// <summary>The name of the file that the template came from.</summary>
    public string File { get; }

    /// <summary>The line of the template at fault, from 1.</summary>
    public int Line { get; }

    /// <summary>The place in the line at fault, from 1, in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>
    /// The template called <c>raise_exception</c>: not the template but the conversation is at fault, such as one that does not begin with
    /// the user. <see cref="Exception.Message"/> is then the template's own words and nothing else.
    /// </summary>
    public bool RaisedByTemplate { get; }

    private static string Located(string file, int line, int column, string problem) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}: chat template, line {line}, column {column}: {problem}");
}
