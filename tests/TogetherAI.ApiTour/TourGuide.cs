using System.Net;
using TogetherAI.ApiTour.Stops;

namespace TogetherAI.ApiTour;

/// <summary>Goes from stop to stop and tells what happened at each.</summary>
internal static class TourGuide
{
    /// <summary>All stops. What one makes, a later one reads and a still later one takes away.</summary>
    public static IReadOnlyList<Stop> Stops { get; } =
    [
        .. InferenceStops.All,
        .. MediaStops.All,
        .. FileStops.All,
        .. DedicatedStops.All,
        .. DedicatedV1Stops.All,
    ];

    /// <returns>0 where nothing failed, else 1.</returns>
    public static async Task<int> RunAsync(TogetherClient client, TourOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        bool mayDoAll = client.BaseAddress.IsLoopback || options.AllowBillable;
        int passed = 0, failed = 0, skipped = 0;

        // One attempt each: the tour tells what is there, not what is there after a while.
        Tour tour = new(client.With(new RequestOptions { MaxRetries = 0 }), cancellationToken);
        foreach (Stop stop in Stops)
        {
            if (options.Only is { } only && !only.IsMatch(stop.ToString()) && !IsNeededBy(stop, only))
                continue;
            string? why = !mayDoAll && stop.Effect != Effect.None ? $"it {Describe(stop.Effect)}; --allow-billable calls it" : null;
            (string word, why) = why is not null ? ("skip", why) : await CallAsync(stop, tour);
            if (options.Only?.IsMatch(stop.ToString()) == false)
                continue;
            await output.WriteLineAsync(why is null ? $"{word} {stop}" : $"{word} {stop}: {OneLine(why)}");
            _ = word switch { "ok" => passed++, "skip" => skipped++, _ => failed++ };
        }

        await output.WriteLineAsync($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>The lists are read in any case, where an operation was picked that needs an id from them.</summary>
    private static bool IsNeededBy(Stop stop, System.Text.RegularExpressions.Regex only) =>
        stop.Effect == Effect.None && Stops.Any(other => only.IsMatch(other.ToString()) && other != stop
            && (stop.Path == "v1/models" || other.Path.StartsWith(stop.Path + "/", StringComparison.Ordinal)));

    private static async Task<(string Word, string? Why)> CallAsync(Stop stop, Tour tour)
    {
        try
        {
            await stop.Call(tour);
            return ("ok", null);
        }
        catch (SkipException skip)
        {
            return ("skip", skip.Message);
        }
        catch (TogetherException exception) when (IsUnknownHere(exception, stop))
        {
            return ("skip", $"the server has no such operation ({(int)exception.StatusCode!}: {exception.Message})");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !tour.Token.IsCancellationRequested)
        {
            return ("FAIL", $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>
    /// Whether an answer says that the server does not know the operation, as a gateway or a local server may not. One that does not know
    /// a resource or a model says so in a code; one that does not know the path has no code, or a page of its own.
    /// </summary>
    private static bool IsUnknownHere(TogetherException exception, Stop stop) => exception.StatusCode switch
    {
        HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed => true,
        HttpStatusCode.NotFound => exception.Code is null && (!stop.Path.EndsWith('}') || exception.Message.Contains("here", StringComparison.Ordinal)),
        _ => false,
    };

    private static string Describe(Effect effect) => effect.HasFlag(Effect.Bills) ? "costs money" : "changes things";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
