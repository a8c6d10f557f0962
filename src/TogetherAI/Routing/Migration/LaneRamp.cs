namespace TogetherAI;

/// <summary>The moving of traffic to one lane of a router. Thread-safe.</summary>
internal sealed class LaneRamp(int lane, PercentageRamp ramp)
{
    public bool Chooses(ulong key) => ramp.Chooses(key);

    public void Succeeded(int on, TimeSpan timeToFirstToken)
    {
        if (on == lane)
            ramp.Succeeded(timeToFirstToken);
    }

    public void Failed(int on)
    {
        if (on == lane)
            ramp.Failed();
    }

    public RampSnapshot Snapshot() => ramp.Snapshot();
}
