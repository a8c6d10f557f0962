using System.Globalization;
using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Lanes;

/// <summary>Shared capacity with a dynamic rate.</summary>
internal sealed class ServerlessLane : LocalLane
{
    private readonly Lock _gate = new();
    private readonly DynamicRate _rate;
    private readonly double _always;
    private readonly int _capacity;

    public ServerlessLane(string name, ServerlessLaneOptions options, LocalTogetherOptions server)
        : base(name, options, server)
    {
        _rate = new DynamicRate(options, Time);
        _always = options.RequestsPerSecond;
        _capacity = options.Capacity ?? int.MaxValue;
    }

    public override double? RequestsPerSecond
    {
        get
        {
            lock (_gate)
                return _rate.PerSecond;
        }
    }

    internal override Task<LaneTurn> EnterAsync(ApiCall call)
    {
        lock (_gate)
        {
            bool allowed = _rate.TryTake();
            WriteHeaders(call.Http.Response.Headers);
            if (!allowed)
            {
                // Whole seconds, as HTTP has it; x-ratelimit-reset is the exact time.
                call.Http.Response.Headers.RetryAfter = Text(Math.Ceiling(_rate.Wait.TotalSeconds));
                throw TooMany($"{Name} allows {Text(_rate.PerSecond)} requests a second now. Send fewer, or raise the rate slowly.");
            }

            if (Running >= _capacity)
                throw NoCapacity($"{Name} has no capacity left: {_capacity} requests run already.");
            CountRunning();
            return Task.FromResult(Begin(call));
        }
    }

    internal override void Leave(LaneTurn turn, bool served)
    {
        base.Leave(turn, served);
        if (!served)
            return;
        lock (_gate)
            _rate.Succeeded();
    }

    private void WriteHeaders(IHeaderDictionary headers)
    {
        headers["x-ratelimit-limit"] = Text(_always);
        headers["x-ratelimit-remaining"] = Text(Math.Floor(Math.Min(_rate.Remaining, _always)));
        headers["x-ratelimit-reset"] = Text(_rate.Wait.TotalSeconds);
        headers["x-ratelimit-limit-dynamic"] = Text(_rate.PerSecond);
        headers["x-ratelimit-remaining-dynamic"] = Text(Math.Floor(_rate.Remaining));
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
