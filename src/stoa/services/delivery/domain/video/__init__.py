"""Video: an H.264/AAC MP4 in, HLS with fragmented MP4 out. Nothing is encoded anew, samples are moved."""
