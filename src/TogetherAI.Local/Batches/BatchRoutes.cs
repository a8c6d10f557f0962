using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Batches;

/// <summary><c>/v1/batches</c>.</summary>
internal sealed class BatchRoutes
{
    private readonly BatchDesk _desk;

    public BatchRoutes(BatchDesk desk)
    {
        _desk = desk;
        Routes =
        [
            new("GET", "/v1/batches", ApiRoute.Batches, Told(ListAsync)),
            new("POST", "/v1/batches", ApiRoute.Batches, Told(CreateAsync)),
            new("GET", "/v1/batches/{id}", ApiRoute.Batches, Told(GetAsync)),
            new("POST", "/v1/batches/{id}/cancel", ApiRoute.Batches, Told(CancelAsync)),
        ];
    }

    public IReadOnlyList<ServedRoute> Routes { get; }

    // A bare array, newest first.
    private Task ListAsync(ApiCall call) =>
        call.WriteJsonAsync(200, [.. _desk.Runs.Reverse().Select(static run => ToWire(run, run.Look()))], WireJson.Default.WireBatchJobArray);

    private Task CreateAsync(ApiCall call)
    {
        FieldReader fields = new(call.Request);
        BatchRun run = _desk.Create(fields.Text("input_file_id"), fields.Text("endpoint"), fields.OptionalText("model_id"));
        return call.WriteJsonAsync(201, new WireBatchCreation(ToWire(run, run.Look())), WireJson.Default.WireBatchCreation);
    }

    private Task GetAsync(ApiCall call)
    {
        BatchRun run = _desk.Get(Id(call));
        return call.WriteJsonAsync(200, ToWire(run, run.Look()), WireJson.Default.WireBatchJob);
    }

    private Task CancelAsync(ApiCall call)
    {
        BatchRun run = _desk.Get(Id(call));
        return call.WriteJsonAsync(200, ToWire(run, run.Cancel()), WireJson.Default.WireBatchJob);
    }

    /// <summary>Errors of this part of the API have a shape of their own.</summary>
    private static Func<ApiCall, Task> Told(Func<ApiCall, Task> handler) => async call =>
    {
        try
        {
            await handler(call).ConfigureAwait(false);
        }
        catch (ApiException exception) when (!call.Http.Response.HasStarted)
        {
            call.StreamFault = null;
            await call.WriteJsonAsync(exception.Status, new WireBatchError(exception.Message), WireJson.Default.WireBatchError).ConfigureAwait(false);
        }
    };

    private static string Id(ApiCall call) => (string)call.Http.Request.RouteValues["id"]!;

    private static WireBatchJob ToWire(BatchRun run, BatchState state) => new()
    {
        Id = run.Id,
        InputFileId = run.InputFileId,
        FileSizeBytes = run.Input.Bytes,
        Status = state.Status,
        JobDeadline = run.Deadline.UtcDateTime,
        CreatedAt = run.CreatedAt.UtcDateTime,
        CompletedAt = state.EndedAt?.UtcDateTime,
        Endpoint = run.Endpoint,
        Progress = state.Progress,
        ModelId = run.ModelId,
        OutputFileId = state.OutputFileId,
        ErrorFileId = state.ErrorFileId,
        Error = state.Error,
    };
}
