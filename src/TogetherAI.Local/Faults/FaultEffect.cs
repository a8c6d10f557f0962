using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Faults;

/// <summary>What a fault does to a request before its route sees it.</summary>
internal abstract record FaultEffect
{
    /// <summary>Answers the request, ends it, or arms something for the middle of its answer. True where the request is over.</summary>
    public abstract Task<bool> ApplyAsync(ApiCall call);
}

/// <summary>Held back, then served: the script adds the delays up.</summary>
internal sealed record DelayEffect(TimeSpan Delay) : FaultEffect
{
    public override Task<bool> ApplyAsync(ApiCall call) => Task.FromResult(false);
}

internal sealed record ResetEffect : FaultEffect
{
    public override Task<bool> ApplyAsync(ApiCall call) => throw call.Reset();
}

/// <summary>No headers, no body, until the client gives up.</summary>
internal sealed record SilenceEffect : FaultEffect
{
    public override async Task<bool> ApplyAsync(ApiCall call)
    {
        await call.StallAsync().ConfigureAwait(false);
        return true;
    }
}

internal sealed record MidStreamEffect(StreamFault Fault) : FaultEffect
{
    public override Task<bool> ApplyAsync(ApiCall call)
    {
        call.StreamFault = Fault;
        return Task.FromResult(false);
    }
}

internal sealed record RespondEffect(int Status, IReadOnlyDictionary<string, string> Headers, string ContentType, byte[] Body) : FaultEffect
{
    public override async Task<bool> ApplyAsync(ApiCall call)
    {
        HttpResponse response = call.Http.Response;
        foreach ((string name, string value) in Headers)
            response.Headers[name] = value;
        response.ContentLength = Body.Length;
        call.Start(Status, ContentType);
        await response.Body.WriteAsync(Body, call.Aborted).ConfigureAwait(false);
        return true;
    }
}
