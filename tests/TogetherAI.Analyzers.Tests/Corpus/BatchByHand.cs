// The same by somebody who found the status call first.
using TogetherAI;

var together = new TogetherClient();

var writer = BatchFileWriter.Create("questions.jsonl");
int n = 0;
foreach (var line in File.ReadLines("questions.txt"))
{
    var request = new ChatRequest // expect: TAI1001
    {
        Model = "deepseek-ai/DeepSeek-V4-Pro", // expect: TAI4004
        Messages = [ChatMessage.User(line)],
    };
    await writer.WriteAsync($"q{n++}", request);
}
await writer.DisposeAsync();

var file = await together.Files.UploadAsync("questions.jsonl", FilePurpose.BatchApi);
var batch = (await together.Batches.CreateAsync(new BatchCreateRequest { InputFileId = file.Id })).Job;

while (batch.Status is not { IsFinal: true })
{
    batch = await together.Batches.GetAsync(batch.Id); // expect: TAI2004
    Console.Write('.');
}

// And in another place, every 200 ms.
var second = (await together.Batches.CreateAsync(new BatchCreateRequest { InputFileId = file.Id })).Job;
do
{
    await Task.Delay(200);
    second = await together.Batches.GetAsync(second.Id); // expect: TAI2004
}
while (second.Status != BatchStatus.Completed && second.Status != BatchStatus.Failed);

// Every half a minute, as the service asks for.
var third = (await together.Batches.CreateAsync(new BatchCreateRequest { InputFileId = file.Id })).Job;
while (!third.Status!.Value.IsFinal)
{
    await Task.Delay(TimeSpan.FromSeconds(30));
    third = await together.Batches.GetAsync(third.Id);
    Console.WriteLine($"{third.Progress} %");
}

together.Batches.ReadResultsAsync(batch); // expect: TAI2002

await foreach (var result in together.Batches.ReadResultsAsync(second))
    Console.WriteLine($"{result.CustomId}: {result.Response?.Text ?? result.Error?.Message}");
