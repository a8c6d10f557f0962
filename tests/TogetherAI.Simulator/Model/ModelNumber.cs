namespace TogetherAI.Simulator;

/// <summary>A constant of the model, and where it comes from.</summary>
internal sealed record ModelNumber(double Value, string Source)
{
    public static implicit operator double(ModelNumber number) => number.Value;
}
