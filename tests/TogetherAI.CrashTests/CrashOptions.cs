using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TogetherAI.CrashTests;

/// <summary>What the command line asks for.</summary>
internal sealed record CrashOptions
{
    /// <summary>How often the program is killed.</summary>
    public int Kills { get; private init; } = 20;

    /// <summary>Decides when and how. The same seed kills at the same points, as far as processes do the same twice.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>Whether what cleans up is left out. Then the test must fail, or it would not see a real fault either.</summary>
    public bool Sabotage { get; private init; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out CrashOptions? options, [NotNullWhen(false)] out string? fault)
    {
        (options, fault) = (null, null);
        CrashOptions parsed = new();
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i];
            if (name == "--sabotage")
            {
                parsed = parsed with { Sabotage = true };
                continue;
            }

            if (name is not ("--kills" or "--seed"))
                fault = $"'{name}' is no option. There are --kills N, --seed S and --sabotage.";
            else if (++i >= args.Length || !int.TryParse(args[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) || (name == "--kills" && number < 1))
                fault = $"{name} needs a whole number{(name == "--kills" ? ", at least 1" : "")}.";
            else
                parsed = name == "--kills" ? parsed with { Kills = number } : parsed with { Seed = number };
            if (fault is not null)
                return false;
        }

        options = parsed;
        return true;
    }
}
