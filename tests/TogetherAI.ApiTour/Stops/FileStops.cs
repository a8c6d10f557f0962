using System.Text;

namespace TogetherAI.ApiTour.Stops;

/// <summary>Files and batches. Only the file and the batch that the tour itself has made are changed.</summary>
internal static class FileStops
{
    private const string Own = "file of the tour";

    public static IReadOnlyList<Stop> All { get; } =
    [
        Stop.Changes("POST", "v1/files/upload", static async tour =>
        {
            string line = $$$"""{"custom_id":"tour-1","body":{"model":"{{{InferenceStops.ChatModel(tour)}}}","messages":[{"role":"user","content":"Say hello."}],"max_tokens":16}}""";
            using MemoryStream content = new(Encoding.UTF8.GetBytes(line + "\n"));
            string id = (await tour.Client.Files.UploadAsync(content, "api-tour.jsonl", FilePurpose.BatchApi, cancellationToken: tour.Token)).Id;
            tour.Found(Own, id);
            tour.Found("file", id);
        }),
        Stop.Reads("v1/files", static async tour => tour.Found("file", (await tour.Client.Files.ListAsync(tour.Token)).Data.FirstOrDefault()?.Id)),
        Stop.Reads("v1/files/{id}", static async tour => await tour.Client.Files.GetAsync(tour.Need("file"), tour.Token)),
        Stop.Reads("v1/files/{id}/content", static async tour =>
        {
            await using BinaryResponse content = await tour.Client.Files.OpenContentAsync(tour.Need("file"), tour.Token);
        }),
        new Stop("POST", "v1/batches", Effect.Bills | Effect.Changes, static async tour =>
        {
            BatchCreation made = await tour.Client.Batches.CreateAsync(new BatchCreateRequest { InputFileId = tour.Need(Own) }, tour.Token);
            tour.Found("batch of the tour", made.Job.Id);
            tour.Found("batch", made.Job.Id);
        }),
        Stop.Reads("v1/batches", static async tour => tour.Found("batch", (await tour.Client.Batches.ListAsync(tour.Token)).FirstOrDefault()?.Id)),
        Stop.Reads("v1/batches/{id}", static async tour => await tour.Client.Batches.GetAsync(tour.Need("batch"), tour.Token)),
        Stop.Changes("POST", "v1/batches/{id}/cancel", static async tour => await tour.Client.Batches.CancelAsync(tour.Need("batch of the tour"), tour.Token)),
        Stop.Changes("DELETE", "v1/files/{id}", static async tour =>
        {
            await tour.Client.Files.DeleteAsync(tour.Need(Own), tour.Token);
            tour.Gone(Own);
        }),
    ];
}
