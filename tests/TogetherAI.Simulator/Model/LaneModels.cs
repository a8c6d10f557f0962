namespace TogetherAI.Simulator;

/// <summary>The lanes' names on the wire. Both lanes share a host; the model in the body says which one is meant.</summary>
internal static class LaneModels
{
    public const string Dedicated = "sim/dedicated";
    public const string Serverless = "sim/serverless";

    public static string Of(Lane lane) => lane == Lane.Dedicated ? Dedicated : Serverless;

    /// <summary>The lane that a piece of a request's body names; null where it names none.</summary>
    public static Lane? Named(ReadOnlySpan<byte> body) =>
        body.IndexOf("\"sim/dedicated\""u8) >= 0 ? Lane.Dedicated : body.IndexOf("\"sim/serverless\""u8) >= 0 ? Lane.Serverless : null;
}
