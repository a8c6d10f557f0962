namespace TogetherAI;

/// <summary>
/// Which names columns go by. Case, spaces, dots, dashes and underscores do not matter, and a name may end in a unit of time.
/// Of several columns that fit, the one whose name stands first here is taken.
/// </summary>
internal static class LogNames
{
    private static readonly string[][] s_names =
    [
        [
            "timestamp", "time", "ts", "at", "datetime", "date", "arrival", "arrivaltime", "arrivaltimestamp", "arrivedat", "start",
            "starttime", "startedat", "requesttime", "requesttimestamp", "requestedat", "sentat", "created", "createdat",
        ],
        [
            "prompttokens", "contexttokens", "inputtokens", "promptlength", "inputlength", "promptlen", "inputlen", "tokensin",
            "numprompttokens", "numinputtokens", "numprefilltokens", "prompttokencount", "inputtokencount",
        ],
        [
            "completiontokens", "generatedtokens", "outputtokens", "completionlength", "outputlength", "outputlen", "tokensout",
            "numcompletiontokens", "numoutputtokens", "numdecodetokens", "completiontokencount", "outputtokencount",
        ],
        ["timetofirsttoken", "ttft", "firsttoken", "firsttokenlatency", "timetofirstchunk"],
        ["duration", "latency", "e2e", "e2elatency", "endtoend", "endtoendlatency", "elapsed", "responsetime", "totaltime"],
        ["nobodywaits", "background", "isbackground", "batch", "isbatch", "offline", "async", "isasync"],
        ["model", "modelname", "modelid", "requestmodel"],
    ];

    private static readonly (string Suffix, double Ticks)[] s_units =
    [
        ("milliseconds", TimeSpan.TicksPerMillisecond), ("millis", TimeSpan.TicksPerMillisecond), ("msec", TimeSpan.TicksPerMillisecond),
        ("microseconds", TimeSpan.TicksPerMicrosecond), ("micros", TimeSpan.TicksPerMicrosecond), ("nanoseconds", 0.01),
        ("seconds", TimeSpan.TicksPerSecond), ("secs", TimeSpan.TicksPerSecond), ("sec", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond), ("ns", 0.01), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>What a column tells by its name; null for nothing that is of use here.</summary>
    public static LogName? Find(string name)
    {
        string plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (Find(plain, ticks: null) is { } bare)
            return bare;
        foreach ((string suffix, double ticks) in s_units)
        {
            if (plain.EndsWith(suffix, StringComparison.Ordinal) && Find(plain[..^suffix.Length], ticks) is { Field: LogField.At or LogField.TimeToFirstToken or LogField.Duration } timed)
                return timed;
        }

        return null;
    }

    private static LogName? Find(string plain, double? ticks)
    {
        for (int field = 0; field < s_names.Length; field++)
        {
            if (Array.IndexOf(s_names[field], plain) is var rank and >= 0)
                return new LogName((LogField)field, rank, ticks);
        }

        return null;
    }
}
