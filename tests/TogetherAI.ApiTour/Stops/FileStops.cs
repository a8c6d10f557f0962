using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

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
        Stop.Changes("POST", "v1/files", static tour => UploadAsync(tour, UploadFlow.Presigned)),
        Stop.Changes("POST", "v1/files/{id}/preprocess", static async tour =>
            await tour.Client.SendAsync(HttpMethod.Post, $"/v1/files/{tour.Need(Own)}/preprocess", body: null, tour.Token)),
        Stop.Changes("POST", "v1/files/multipart/initiate", static async tour =>
        {
            JsonObject start = new() { ["file_name"] = "api-tour.jsonl", ["file_size"] = 2, ["num_parts"] = 1, ["purpose"] = "batch-api" };
            JsonElement places = (await tour.Client.SendAsync(HttpMethod.Post, "/v1/files/multipart/initiate", start, tour.Token)).ReadJson();
            tour.Found("upload", places.GetProperty("upload_id").GetString());
            tour.Found("file of the upload", places.GetProperty("file_id").GetString());
        }),
        Stop.Changes("POST", "v1/files/multipart/abort", static async tour =>
        {
            JsonObject end = new() { ["upload_id"] = tour.Need("upload"), ["file_id"] = tour.Need("file of the upload") };
            await tour.Client.SendAsync(HttpMethod.Post, "/v1/files/multipart/abort", end, tour.Token);
        }),
        Stop.Changes("POST", "v1/files/multipart/complete", static tour => UploadAsync(tour, UploadFlow.Multipart)),
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

    // Small, and gone again: it is the way there that is looked at.
    private static async Task UploadAsync(Tour tour, UploadFlow flow)
    {
        using MemoryStream content = new("{}\n"u8.ToArray());
        TogetherFile file = await tour.Client.Files.UploadAsync(
            content, "api-tour.jsonl", FilePurpose.BatchApi, new() { Flow = flow, Check = null }, cancellationToken: tour.Token);
        await tour.Client.Files.DeleteAsync(file.Id, tour.Token);
    }
}
