using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Hosting;

/// <summary>
/// Stands before the cloud: counts what a program sends and what it announces, kills it at the chosen point, and keeps book of who made what and who
/// stopped it. Thread-safe.
/// </summary>
internal sealed partial class CrashPoints
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _makers = [];
    private readonly Dictionary<string, Func<bool>> _alive = [];
    private ChildProcess? _victim;
    private int _target;
    private bool _requestsOnly;
    private KillTime _time;
    private Action? _neighbour;
    private int _neighbourAt;
    private TaskCompletionSource _killed = new();

    /// <summary>How many points the program of this round has reached.</summary>
    public int Reached { get; private set; }

    /// <summary>How many of them were requests, and no announcements.</summary>
    public int Requests { get; private set; }

    /// <summary>Whether the program of this round reached the point at which it was to die.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>Where the last kill struck.</summary>
    public string Struck { get; private set; } = "";

    /// <summary>How many deployments were made, apart from those of the test itself.</summary>
    public int Made { get; private set; }

    /// <summary>Deployments that somebody stopped or deleted although the process lives that made them, and it was another.</summary>
    public List<string> WronglyStopped { get; } = [];

    /// <summary>Begins a round.</summary>
    /// <param name="victim">The program whose points are counted.</param>
    /// <param name="target">The point at which it dies; 0 for none.</param>
    /// <param name="requestsOnly">Whether the target counts requests alone: what it writes comes more often, and costs less when it is lost.</param>
    /// <param name="time">How it dies where that is a request.</param>
    /// <param name="neighbour">What happens at another point; null for nothing.</param>
    /// <param name="neighbourAt">That point.</param>
    public Task Arm(ChildProcess victim, int target, bool requestsOnly, KillTime time, Action? neighbour = null, int neighbourAt = 0)
    {
        lock (_gate)
        {
            (_victim, _target, _requestsOnly, _time, _neighbour, _neighbourAt) = (victim, target, requestsOnly, time, neighbour, neighbourAt);
            (Reached, Requests, HasStruck) = (0, 0, false);
            _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _killed.Task;
        }
    }

    /// <summary>Says how it is known whether somebody lives. Whoever is not named here is dead.</summary>
    public void Know(string name, Func<bool> isAlive)
    {
        lock (_gate)
            _alive[name] = isAlive;
    }

    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        string sender = http.Request.Headers.UserAgent.ToString().Split('/')[0];
        bool isAnnouncement = http.Request.Path.StartsWithSegments("/crash");
        (bool strikes, Action? neighbour) = Count(sender, isAnnouncement);
        neighbour?.Invoke();
        if (strikes)
            await StrikeAsync(http, next, sender, isAnnouncement);
        else if (!isAnnouncement)
            await ServeAsync(http, next, sender);
    }

    private (bool Strikes, Action? Neighbour) Count(string sender, bool isAnnouncement)
    {
        lock (_gate)
        {
            if (sender != _victim?.Name)
                return default;
            Reached++;
            if (!isAnnouncement)
                Requests++;
            if (HasStruck)
                return default; // several may be on their way at once
            HasStruck = _requestsOnly ? !isAnnouncement && Requests == _target : Reached == _target;
            return (HasStruck, Reached == _neighbourAt ? _neighbour : null);
        }
    }

    private async Task StrikeAsync(HttpContext http, RequestDelegate next, string sender, bool isAnnouncement)
    {
        Struck = $"{http.Request.Method} {http.Request.Path}{(isAnnouncement ? "" : $", {_time}")}";
        if (isAnnouncement || _time == KillTime.Before)
        {
            await _victim!.KillAsync();
        }
        else
        {
            await ReadAsync(http); // of which the sender's death takes nothing back
            http.RequestAborted = CancellationToken.None;
            if (_time == KillTime.Meanwhile)
                await _victim!.KillAsync();
            Stream body = http.Response.Body;
            http.Response.Body = Stream.Null;
            await ServeAsync(http, next, sender);
            http.Response.Body = body;
            if (_time == KillTime.After)
                await _victim!.KillAsync();
        }

        http.Abort();
        _killed.SetResult();
    }

    private async Task ServeAsync(HttpContext http, RequestDelegate next, string sender)
    {
        Match path = Deployment().Match(http.Request.Path);
        if (!path.Success)
        {
            await next(http);
            return;
        }

        string asked = await ReadAsync(http);
        if (path.Groups["id"].Value is { Length: > 0 } id && (http.Request.Method == "DELETE" || IsStop(asked)))
            NoteStop(id, sender);
        if (http.Request.Method != "POST")
        {
            await next(http);
            return;
        }

        Stream body = http.Response.Body;
        using MemoryStream answer = new();
        http.Response.Body = answer;
        await next(http);
        http.Response.Body = body;
        if (http.Response.StatusCode is >= 200 and < 300)
            NoteMade(answer.ToArray(), sender);
        answer.Position = 0;
        await answer.CopyToAsync(body);
    }

    private void NoteMade(byte[] answer, string sender)
    {
        using JsonDocument made = JsonDocument.Parse(answer);
        lock (_gate)
        {
            _makers[made.RootElement.GetProperty("id").GetString()!] = sender;
            if (sender != CrashCloud.Own)
                Made++;
        }
    }

    private void NoteStop(string id, string sender)
    {
        lock (_gate)
        {
            if (_makers.TryGetValue(id, out string? maker) && maker != sender && _alive.TryGetValue(maker, out Func<bool>? isAlive) && isAlive())
                WronglyStopped.Add($"{id} of {maker}, by {sender}");
        }
    }

    private static bool IsStop(string body)
    {
        if (body.Length == 0)
            return false;
        using JsonDocument asked = JsonDocument.Parse(body);
        return asked.RootElement.TryGetProperty("autoscaling", out JsonElement scaling)
            && scaling.TryGetProperty("maxReplicas", out JsonElement max) && max.GetInt32() == 0;
    }

    private static async Task<string> ReadAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using StreamReader reader = new(http.Request.Body, leaveOpen: true);
        string body = await reader.ReadToEndAsync();
        http.Request.Body.Position = 0;
        return body;
    }

    [GeneratedRegex("^/v2/projects/[^/]+/endpoints/[^/]+/deployments(/(?<id>[^/]+))?$")]
    private static partial Regex Deployment();
}
