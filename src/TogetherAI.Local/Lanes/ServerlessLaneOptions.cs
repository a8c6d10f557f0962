namespace TogetherAI.Local;

/// <summary>
/// Shared capacity with a dynamic rate: the more succeeds, the more is allowed. Read once, when the server starts; not thread-safe.
/// </summary>
/// <remarks>
/// As the service documents it: above the rate a request is answered with 429, below it and without capacity with 503. The rate is that of
/// the last <see cref="Window"/>'s successes times <see cref="Growth"/>, never less than <see cref="RequestsPerSecond"/>. At most one
/// second's worth of requests may come at once.
/// </remarks>
public sealed class ServerlessLaneOptions : LocalLaneOptions
{
    internal ServerlessLaneOptions()
    {
    }

    /// <summary>The requests a second that are always allowed. Default: 10.</summary>
    /// <value>More than 0.</value>
    public double RequestsPerSecond
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 10;

    /// <summary>
    /// How many times the recent rate of successes is allowed. Default: 2. 0 keeps the rate at <see cref="RequestsPerSecond"/>.
    /// </summary>
    /// <value>0 or more.</value>
    public double Growth
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 2;

    /// <summary>
    /// Over how long successes are counted. Default: 1 minute. The service looks at about an hour; a sample should not take that long.
    /// </summary>
    /// <value>1 second or more.</value>
    public TimeSpan Window
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromSeconds(1));
            field = value;
        }
    } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many requests the platform has room for at once; one more is refused with 503. Default: <see langword="null"/>, any number.
    /// </summary>
    /// <value>0 or more.</value>
    public int? Capacity
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            field = value;
        }
    }
}
