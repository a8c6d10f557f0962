using Microsoft.AspNetCore.Http;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Files;

/// <summary><c>/v1/files</c>: lists, looks, deletes, takes files in a form, and names places for those that come through the storage.</summary>
internal sealed class FileRoutes(FileStore store, FileReceiver receiver, UploadPlaces places)
{
    public Task ListAsync(ApiCall call) =>
        call.WriteJsonAsync(200, new WireFileList([.. store.All.Select(static file => file.ToWire())]), WireJson.Default.WireFileList);

    public Task GetAsync(ApiCall call) => call.WriteJsonAsync(200, store.Get(Id(call)).ToWire(), WireJson.Default.WireFile);

    public Task DeleteAsync(ApiCall call)
    {
        store.Delete(Id(call));
        return call.WriteJsonAsync(200, new WireFileDeletion(Id(call), Deleted: true), WireJson.Default.WireFileDeletion);
    }

    public async Task UploadAsync(ApiCall call)
    {
        (Dictionary<string, string> fields, (string Path, long Bytes)? content) =
            await receiver.ReceiveFormAsync(call.Http.Request, call.Aborted).ConfigureAwait(false);
        if (content is not { } arrived)
            throw ApiException.Invalid("file", "file is required.");
        try
        {
            StoredFile file = store.Create(Field(fields, "file_name"), Field(fields, "purpose"), fields.GetValueOrDefault("file_type"));
            file = store.SetContent(file.Id, arrived.Path, arrived.Bytes);
            await call.WriteJsonAsync(200, file.ToWire(), WireJson.Default.WireFile).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            FileStore.Remove(arrived.Path);
            throw;
        }
    }

    /// <summary>Answers with a redirect to where the bytes go. Takes the fields from the form or from the query, as the service does.</summary>
    public async Task PlaceAsync(ApiCall call)
    {
        HttpRequest request = call.Http.Request;
        Dictionary<string, string> fields = request.Query.ToDictionary(static field => field.Key, static field => field.Value.ToString(), StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in await request.ReadFormAsync(call.Aborted).ConfigureAwait(false))
                fields[name] = value.ToString();
        }

        StoredFile file = store.Create(Field(fields, "file_name"), Field(fields, "purpose"), fields.GetValueOrDefault("file_type"));
        call.Http.Response.Headers.Location = Address(request, places.Add(file.Id));
        call.Http.Response.Headers["X-Together-File-Id"] = file.Id;
        call.Start(302, "text/html; charset=utf-8");
    }

    public Task PreprocessAsync(ApiCall call)
    {
        StoredFile file = store.Get(Id(call));
        return file.Path is not null
            ? call.WriteJsonAsync(200, file.ToWire(), WireJson.Default.WireFile)
            : throw ApiException.Invalid("id", $"The content of {file.Id} has not arrived.");
    }

    public static string Address(HttpRequest request, UploadPlace place) => $"{request.Scheme}://{request.Host}{place.Path}";

    private static string Id(ApiCall call) => (string)call.Http.Request.RouteValues["id"]!;

    private static string Field(Dictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw ApiException.Invalid(name, $"{name} is required.");
}
