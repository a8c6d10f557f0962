namespace TogetherAI.Local;

/// <summary>
/// What every lane has: the model that answers, and how long an answer takes. Read once, when the server starts; not thread-safe.
/// </summary>
/// <remarks>
/// All times pass on <see cref="LocalTogetherOptions.TimeProvider"/>. By default they are zero: a lane then limits how much runs at once or
/// starts in a second, and is as fast as its model. Where the model itself is slower than the times say, its own pace shows.
/// </remarks>
public abstract class LocalLaneOptions
{
    private protected LocalLaneOptions()
    {
    }

    /// <summary>
    /// The server's model that answers. Default: <see langword="null"/>, the model (or alias) of the lane's own name where the server has one,
    /// else its default model. Scripted replies come first, as anywhere.
    /// </summary>
    public string? Model { get; set; }

    /// <summary>The time to the first token that does not depend on the prompt. Default: zero.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan TimeToFirstToken
    {
        get;
        set => field = NotNegative(value);
    }

    /// <summary>The time that reading one token of the prompt takes. Default: zero.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan TimePerPromptToken
    {
        get;
        set => field = NotNegative(value);
    }

    /// <summary>
    /// How many tokens a second each request gets after its first. Default: <see langword="null"/>, as many as the model makes.
    /// </summary>
    /// <value>More than 0.</value>
    public double? TokensPerSecond
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value ?? 1, nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// How much the time to the first token scatters: the sigma of a log-normal factor whose median is 1. Default: 0, always the same.
    /// With 0.5 one request in twenty takes more than 2.3 times the median.
    /// </summary>
    /// <value>
    /// 0 or more. The factors come from <see cref="LocalTogetherOptions.Seed"/> and the lane's name, one for each request in the order in
    /// which their prompts are read.
    /// </value>
    public double Spread
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    internal static TimeSpan NotNegative(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        return value;
    }
}
