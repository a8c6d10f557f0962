using System.Globalization;

namespace TogetherAI.Engine.Tests.Weights;

/// <summary>How often a test tries: seldom enough for every build, or as often as <c>TAI_FUZZ_ROUNDS</c> says.</summary>
internal static class Rounds
{
    public static int Of(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("TAI_FUZZ_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) ? rounds : usual;
}
