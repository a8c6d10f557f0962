namespace TogetherAI;

/// <summary>A log of requests that cannot be read; the message says where, what is wrong there and what would be right.</summary>
public sealed class TrafficLogException : FormatException
{
    internal TrafficLogException(long line, int column, string message, Exception? inner = null)
        : base(FormattableString.Invariant($"Line {line}, column {column}: {message}"), inner) => (Line, Column) = (line, column);

    /// <summary>The line, counted from 1.</summary>
    public long Line { get; }

    /// <summary>Where in the line the trouble begins, counted from 1: in characters, in a JSON line in bytes.</summary>
    public int Column { get; }
}
