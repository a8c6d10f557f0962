namespace TogetherAI.ApiTour.Stops;

/// <summary>The models of a project. Only the one that the tour itself has made is changed.</summary>
internal static class DedicatedModelStops
{
    private const string Own = "model of the tour";

    public static IReadOnlyList<Stop> All { get; } =
    [
        Stop.Changes("POST", "v2/projects/{projectId}/models", static async tour =>
        {
            CreateDedicatedModelRequest request = new() { Name = "api-tour", Type = DedicatedModelType.Adapter, BaseModelId = tour.Need("base model") };
            string id = (await tour.Client.Dedicated.Models.CreateAsync(request, tour.Token)).Id;
            tour.Found(Own, id);
            tour.Found("model", id);
        }),
        Stop.Reads("v2/projects/{projectId}/models", static async tour =>
            tour.Found("model", (await tour.FirstAsync(tour.Client.Dedicated.Models.ListAsync(cancellationToken: tour.Token)))?.Id)),
        Stop.Reads("v2/projects/{projectId}/models/{id}", static async tour => await tour.Client.Dedicated.Models.GetAsync(tour.Need("model"), tour.Token)),
        Stop.Changes("PATCH", "v2/projects/{projectId}/models/{id}", static async tour =>
            await tour.Client.Dedicated.Models.UpdateAsync(tour.Need(Own), new DedicatedModelUpdate { Description = "made by the API tour" }, tour.Token)),
        Stop.Reads("v2/projects/{projectId}/models/{id}/files", static async tour =>
            await tour.Client.Dedicated.Models.ListFilesAsync(tour.Need("model"), cancellationToken: tour.Token)),
        Stop.Reads("v2/projects/{projectId}/models/{id}/revisions", static async tour => tour.Found(
            "revision",
            (await tour.FirstAsync(tour.Client.Dedicated.Models.ListRevisionsAsync(tour.Need("model"), tour.Token)))?.RevisionId)),
        Stop.Reads("v2/projects/{projectId}/models/{id}/revisions/{revisionId}", static async tour =>
            await tour.Client.Dedicated.Models.GetRevisionAsync(tour.Need("model"), tour.Need("revision"), tour.Token)),
        Stop.Changes("DELETE", "v2/projects/{projectId}/models/{id}", static async tour =>
        {
            await tour.Client.Dedicated.Models.DeleteAsync(tour.Need(Own), tour.Token);
            tour.Gone(Own);
        }),
        Stop.Reads("v2/projects/{projectId}/models/uploads", static async tour =>
            tour.Found("upload", (await tour.FirstAsync(tour.Client.Dedicated.Models.Uploads.ListAsync(cancellationToken: tour.Token)))?.Id)),
        Stop.Reads("v2/projects/{projectId}/models/uploads/{id}", static async tour => await tour.Client.Dedicated.Models.Uploads.GetAsync(tour.Need("upload"), tour.Token)),
        Stop.Reads("v2/projects/{projectId}/models/uploads/{id}/events", static async tour =>
            await tour.FirstAsync(tour.Client.Dedicated.Models.Uploads.ListEventsAsync(tour.Need("upload"), cancellationToken: tour.Token))),
        Stop.Changes("POST", "v2/projects/{projectId}/models/uploads", static _ => throw new SkipException("an import brings somebody's model; the tour has none")),
    ];
}
