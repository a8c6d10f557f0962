// Pictures, a film, speech: long jobs and big files.
using TogetherAI;

namespace Studio;

public sealed class MediaJobs(TogetherClient together)
{
    public async Task<byte[]> PictureAsync(string prompt, CancellationToken cancellationToken)
    {
        ImageResponse image = await together.Images.CreateAsync(
            new ImageRequest { Model = "black-forest-labs/FLUX.1-schnell", Prompt = prompt, N = 1, Steps = 4, ResponseFormat = ImageResponseFormat.Base64 },
            cancellationToken);
        return image.Data[0].GetBytes();
    }

    public async Task FilmAsync(string prompt, string path, CancellationToken cancellationToken)
    {
        VideoJob job = await together.Videos.CreateAsync(new VideoRequest { Model = "minimax/video-01-director", Prompt = prompt }, cancellationToken);
        job = await together.Videos.WaitAsync(job.Id, cancellationToken: cancellationToken);
        await together.Videos.SaveAsync(job, path, cancellationToken: cancellationToken);
    }

    public async Task<VideoJob> FilmByHandAsync(string prompt, CancellationToken cancellationToken)
    {
        VideoJob job = await together.Videos.CreateAsync(new VideoRequest { Model = "minimax/video-01-director", Prompt = prompt }, cancellationToken);
        while (true)
        {
            job = await together.Videos.GetAsync(job.Id, cancellationToken); // expect: TAI2004
            if (job.Status != VideoStatus.InProgress)
                return job;
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }

    public async Task<VideoJob> FilmPolitelyAsync(string id, PeriodicTimer timer, CancellationToken cancellationToken)
    {
        VideoJob job;
        do
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            job = await together.Videos.GetAsync(id, cancellationToken);
        }
        while (job.Status == VideoStatus.InProgress);
        return job;
    }

    public async Task<int> CountFailedAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        // Many jobs, each asked once: no polling.
        int failed = 0;
        foreach (string id in ids)
        {
            VideoJob job = await together.Videos.GetAsync(id, cancellationToken);
            if (job.Status == VideoStatus.Failed)
                failed++;
        }

        return failed;
    }

    public async Task SpeakAsync(string text, string path, CancellationToken cancellationToken) =>
        await together.Audio.SpeakToFileAsync(new SpeechRequest { Model = "hexgrad/Kokoro-82M", Input = text, Voice = "af_heart" }, path, cancellationToken: cancellationToken);
}
