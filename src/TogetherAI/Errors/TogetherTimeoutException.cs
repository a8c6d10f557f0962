using System.Globalization;

namespace TogetherAI;

/// <summary>A stage of the call took longer than <see cref="TimeoutOptions"/> allow, or a wait longer than <see cref="WaitOptions"/> do.</summary>
public sealed class TogetherTimeoutException : TogetherException
{
    /// <summary>Makes an exception for a stage.</summary>
    /// <param name="kind">The stage that ran out.</param>
    /// <param name="limit">The limit it had.</param>
    /// <param name="innerException">What it was caused by; null where this is the cause.</param>
    public TogetherTimeoutException(TimeoutKind kind, TimeSpan limit, Exception? innerException = null)
        : base(Describe(kind, limit), innerException)
    {
        Kind = kind;
        Limit = limit;
    }

    /// <summary>The stage that ran out.</summary>
    public TimeoutKind Kind { get; }

    /// <summary>The limit it had.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The text that had arrived before a stream fell silent; null where the call was no stream.</summary>
    public string? PartialText { get; init; }

    internal override string Summary => Kind + " timeout";

    private static string Describe(TimeoutKind kind, TimeSpan limit)
    {
        string seconds = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        string stage = kind switch
        {
            TimeoutKind.Connect => "No connection to the service",
            TimeoutKind.Attempt => "No complete answer from the service",
            TimeoutKind.FirstToken => "No first token from the service",
            TimeoutKind.Idle => "The stream fell silent: no token",
            TimeoutKind.Total => "The call was not complete",
            _ => "The work had not ended",
        };
        return $"{stage} within {seconds} s ({(kind == TimeoutKind.Wait ? "WaitOptions.Deadline" : $"TimeoutOptions.{kind}")}).";
    }
}
