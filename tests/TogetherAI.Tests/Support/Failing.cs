namespace TogetherAI.Tests;

/// <summary>
/// Makes calls that must fail, and holds each to what every failure owes: all bodies let go of, no timer left, and a clock that was turned
/// by what the attempts tell.
/// </summary>
internal static class Failing
{
    /// <summary>The framework's own waits are cut to whole milliseconds: what a few of them may lack together, in seconds.</summary>
    public const double Rounding = 0.01;

    /// <summary>Waits of up to a minute are skipped; a longer limit never fires by itself.</summary>
    /// <param name="handler">The service's script.</param>
    /// <param name="streaming">Whether to ask for a stream.</param>
    /// <param name="configure">Sets what the call needs.</param>
    /// <param name="waited">The seconds that the clock may have been turned by, from and to; none when left out.</param>
    public static async Task<TogetherException> ChatAsync(
        FakeHandler handler, bool streaming, Action<TogetherClientOptions>? configure = null, (double AtLeast, double AtMost) waited = default)
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        using TogetherClient client = Calls.Client(handler, time, configure);
        TogetherException thrown = await Assert.ThrowsAnyAsync<TogetherException>(
            streaming ? () => client.Chat.StreamAsync(Calls.Question) : () => client.Chat.CreateAsync(Calls.Question));
        Assert.InRange(time.Elapsed.TotalSeconds, Math.Max(0, waited.AtLeast - Rounding), waited.AtMost);
        Assert.Equal(handler.Requests.Count, thrown.Attempts.Count);
        Assert.All(handler.Bodies, body => Assert.True(body.Released.IsCompleted, "The answer was not let go of."));
        Assert.Equal(0, time.Pending);
        AssertTold(thrown, time.Elapsed);
        return thrown;
    }

    /// <summary>The attempts tell where the time went.</summary>
    public static void AssertTold(TogetherException thrown, TimeSpan elapsed)
    {
        double told = thrown.Attempts.Sum(attempt => (attempt.Duration + (attempt.Wait ?? TimeSpan.Zero)).TotalSeconds);
        Assert.InRange(elapsed.TotalSeconds, told - Rounding, told + 1e-6);
    }
}
